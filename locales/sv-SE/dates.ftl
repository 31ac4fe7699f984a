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
