# Datum i ord. Dagar räknas från måndag, månader från januari.

date = { $weekday } { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month } { $year } kl. { $time }

weekday = { $number ->
        [1] måndag
        [2] tisdag
        [3] onsdag
        [4] torsdag
        [5] fredag
        [6] lördag
       *[7] söndag
    }
weekday-short = { $number ->
        [1] mån
        [2] tis
        [3] ons
        [4] tors
        [5] fre
        [6] lör
       *[7] sön
    }
month = { $number ->
        [1] januari
        [2] februari
        [3] mars
        [4] april
        [5] maj
        [6] juni
        [7] juli
        [8] augusti
        [9] september
        [10] oktober
        [11] november
       *[12] december
    }

# Vad som är känt om en dag, så att den som misstogs ser det.
date-with-week = { $date }, v. { $week }
at-hours = kl. { $time }
hours = { $time }
hours-over-midnight = { $from } till { $until-date } kl. { $to }
length-hours = { $count ->
        [one] { $count } timme
       *[other] { $count } timmar
    }
holiday-new-year = nyårsdagen
holiday-epiphany-eve = trettondagsafton
holiday-epiphany = trettondedag jul
holiday-maundy-thursday = skärtorsdagen
holiday-good-friday = långfredagen
holiday-easter-eve = påskafton
holiday-easter-sunday = påskdagen
holiday-easter-monday = annandag påsk
holiday-walpurgis-night = valborgsmässoafton
holiday-may-day = första maj
holiday-ascension = Kristi himmelsfärdsdag
holiday-after-ascension = dagen efter Kristi himmelsfärdsdag
holiday-whit-eve = pingstafton
holiday-whit-sunday = pingstdagen
holiday-whit-monday = annandag pingst
holiday-national-day = Sveriges nationaldag
holiday-midsummer-eve = midsommarafton
holiday-midsummer = midsommardagen
holiday-all-saints = alla helgons dag
holiday-day-before-christmas-eve = dagen före julafton
holiday-christmas-eve = julafton
holiday-christmas = juldagen
holiday-boxing-day = annandag jul
holiday-new-years-eve = nyårsafton
