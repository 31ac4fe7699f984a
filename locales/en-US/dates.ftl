# Dates in words. Days count from Monday, months from January.

date = { $weekday } { $day } { $month } { $year }
date-short = { $weekday } { $day } { $month } { $year }, { $time }

weekday = { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
weekday-short = { $number ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
month = { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

# What is known of a day, so that whoever was misunderstood sees it.
date-with-week = { $date }, week { $week }
at-hours = { $time }
hours = { $time }
hours-over-midnight = { $from } to { $until-date }, { $to }
length-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
holiday-new-year = New Year's Day
holiday-epiphany-eve = Epiphany Eve
holiday-epiphany = Epiphany
holiday-maundy-thursday = Maundy Thursday
holiday-good-friday = Good Friday
holiday-easter-eve = Easter Eve
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-walpurgis-night = Walpurgis Night
holiday-may-day = May Day
holiday-ascension = Ascension Day
holiday-after-ascension = the day after Ascension
holiday-whit-eve = Whit Eve
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-national-day = Sweden's National Day
holiday-midsummer-eve = Midsummer Eve
holiday-midsummer = Midsummer's Day
holiday-all-saints = All Saints' Day
holiday-day-before-christmas-eve = the day before Christmas Eve
holiday-christmas-eve = Christmas Eve
holiday-christmas = Christmas Day
holiday-boxing-day = Boxing Day
holiday-new-years-eve = New Year's Eve
