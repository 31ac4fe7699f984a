//! The words that dates and times are made of, in Swedish and English, and how a text is taken apart into them.

use chrono::Weekday;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::holiday::Holiday;

/// A part of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A number, and how many digits it was written with.
    Number(u32, usize),
    /// "11:e", "11th".
    Nth(u32),
    /// "första": by itself no day of a month.
    Ordinal(u32),
    /// "sista".
    Last,
    /// A number in words.
    Count(u32),
    /// One of `.`, `:`, `/` and `-`.
    Mark(char),
    Weekday(Weekday),
    Month(u32),
    Holiday(Holiday),
    /// "imorgon": so many days from today.
    DaysAhead(i64),
    Next,
    This,
    /// "om två veckor".
    In,
    /// "two weeks from now".
    FromNow,
    /// Swedish "i", English "of": "sista måndagen i mars", "kvart i nio".
    Of,
    /// English "to": "quarter to nine", "nine to eleven".
    To,
    /// Before a span: "from ten to eleven" is not 10:50.
    From,
    /// Between the ends of a span, in words.
    Until,
    The,
    /// "vecka", as a length and with a number.
    Week,
    Unit(Unit),
    /// "kl.": what follows is a time.
    Clock,
    /// Swedish "halv": half an hour before.
    HalfTo,
    /// English "half": half an hour after.
    HalfPast,
    Quarter,
    /// "över", "past".
    Past,
    Am,
    Pm,
    Noon,
    Midnight,
    /// Whatever else: no date and no time has it.
    Unknown,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
    Hour,
    Minute,
}

/// The names of months in full, in Swedish and English. Three letters of one are enough.
const MONTHS: [[&str; 2]; 12] = [
    ["januari", "january"],
    ["februari", "february"],
    ["mars", "march"],
    ["april", "april"],
    ["maj", "may"],
    ["juni", "june"],
    ["juli", "july"],
    ["augusti", "august"],
    ["september", "september"],
    ["oktober", "october"],
    ["november", "november"],
    ["december", "december"],
];

/// The names of weekdays in full; three letters of one are enough.
const WEEKDAYS: [(Weekday, [&str; 2]); 7] = [
    (Weekday::Mon, ["måndagen", "monday"]),
    (Weekday::Tue, ["tisdagen", "tuesday"]),
    (Weekday::Wed, ["onsdagen", "wednesday"]),
    (Weekday::Thu, ["torsdagen", "thursday"]),
    (Weekday::Fri, ["fredagen", "friday"]),
    (Weekday::Sat, ["lördagen", "saturday"]),
    (Weekday::Sun, ["söndagen", "sunday"]),
];

/// Numbers in words, from nought.
const COUNTS: [&[&str]; 25] = [
    &["noll", "zero"],
    &["en", "ett", "a", "an", "one"],
    &["två", "two"],
    &["tre", "three"],
    &["fyra", "four"],
    &["fem", "five"],
    &["sex", "six"],
    &["sju", "seven"],
    &["åtta", "eight"],
    &["nio", "nine"],
    &["tio", "ten"],
    &["elva", "eleven"],
    &["tolv", "twelve"],
    &["tretton", "thirteen"],
    &["fjorton", "fourteen"],
    &["femton", "fifteen"],
    &["sexton", "sixteen"],
    &["sjutton", "seventeen"],
    &["arton", "eighteen"],
    &["nitton", "nineteen"],
    &["tjugo", "twenty"],
    &["tjugoen", "tjugoett"],
    &["tjugotvå"],
    &["tjugotre"],
    &["tjugofyra"],
];

/// Ordinals in words, from the first.
const ORDINALS: [&[&str]; 31] = [
    &["första", "förste", "first"],
    &["andra", "andre", "second"],
    &["tredje", "third"],
    &["fjärde", "fourth"],
    &["femte", "fifth"],
    &["sjätte", "sixth"],
    &["sjunde", "seventh"],
    &["åttonde", "eighth"],
    &["nionde", "ninth"],
    &["tionde", "tenth"],
    &["elfte", "eleventh"],
    &["tolfte", "twelfth"],
    &["trettonde", "thirteenth"],
    &["fjortonde", "fourteenth"],
    &["femtonde", "fifteenth"],
    &["sextonde", "sixteenth"],
    &["sjuttonde", "seventeenth"],
    &["artonde", "eighteenth"],
    &["nittonde", "nineteenth"],
    &["tjugonde", "twentieth"],
    &["tjugoförsta"],
    &["tjugoandra"],
    &["tjugotredje"],
    &["tjugofjärde"],
    &["tjugofemte"],
    &["tjugosjätte"],
    &["tjugosjunde"],
    &["tjugoåttonde"],
    &["tjugonionde"],
    &["trettionde"],
    &["trettioförsta"],
];

/// What several words mean together.
const PHRASES: [(&str, Token); 22] = [
    ("i dag", Token::DaysAhead(0)),
    ("i morgon", Token::DaysAhead(1)),
    ("i övermorgon", Token::DaysAhead(2)),
    ("i går", Token::DaysAhead(-1)),
    ("i förrgår", Token::DaysAhead(-2)),
    ("the day after tomorrow", Token::DaysAhead(2)),
    ("day after tomorrow", Token::DaysAhead(2)),
    ("from now", Token::FromNow),
    ("from today", Token::FromNow),
    ("den här", Token::This),
    ("half past", Token::HalfPast),
    ("a m", Token::Am),
    ("p m", Token::Pm),
    ("f m", Token::Am),
    ("e m", Token::Pm),
    ("in the morning", Token::Am),
    ("in the afternoon", Token::Pm),
    ("in the evening", Token::Pm),
    ("på morgonen", Token::Am),
    ("på förmiddagen", Token::Am),
    ("på eftermiddagen", Token::Pm),
    ("på kvällen", Token::Pm),
];

/// What holidays are called: first as we write them in Swedish and English.
const HOLIDAYS: [(Holiday, &[&str]); 24] = [
    (Holiday::NewYear, &["nyårsdagen", "new year's day", "nyårsdag"]),
    (Holiday::EpiphanyEve, &["trettondagsafton", "epiphany eve", "trettondedagsafton"]),
    (Holiday::Epiphany, &["trettondedag jul", "epiphany", "trettondagen", "trettondag jul"]),
    (Holiday::MaundyThursday, &["skärtorsdagen", "maundy thursday", "skärtorsdag"]),
    (Holiday::GoodFriday, &["långfredagen", "good friday", "långfredag"]),
    (Holiday::EasterEve, &["påskafton", "easter eve", "påskaftonen", "holy saturday"]),
    (Holiday::EasterSunday, &["påskdagen", "easter sunday", "easter day"]),
    (Holiday::EasterMonday, &["annandag påsk", "easter monday"]),
    (Holiday::WalpurgisNight, &["valborgsmässoafton", "walpurgis night", "valborg"]),
    (Holiday::MayDay, &["första maj", "may day"]),
    (Holiday::Ascension, &["kristi himmelsfärdsdag", "ascension day", "kristi himmelsfärd"]),
    (
        Holiday::AfterAscension,
        &["dagen efter kristi himmelsfärdsdag", "the day after ascension", "klämdagen"],
    ),
    (Holiday::WhitEve, &["pingstafton", "whit eve"]),
    (Holiday::WhitSunday, &["pingstdagen", "whit sunday", "pentecost"]),
    (Holiday::WhitMonday, &["annandag pingst", "whit monday"]),
    (Holiday::NationalDay, &["sveriges nationaldag", "sweden's national day", "nationaldagen"]),
    (Holiday::MidsummerEve, &["midsommarafton", "midsummer eve", "midsommaraftonen"]),
    (Holiday::Midsummer, &["midsommardagen", "midsummer's day", "midsummer day"]),
    (Holiday::AllSaints, &["alla helgons dag", "all saints' day", "all saints day"]),
    (
        Holiday::DayBeforeChristmasEve,
        &["dagen före julafton", "the day before christmas eve", "uppesittarkvällen"],
    ),
    (Holiday::ChristmasEve, &["julafton", "christmas eve", "julaftonen"]),
    (Holiday::Christmas, &["juldagen", "christmas day", "christmas"]),
    (Holiday::BoxingDay, &["annandag jul", "boxing day"]),
    (Holiday::NewYearsEve, &["nyårsafton", "new year's eve", "nyårsaftonen"]),
];

/// What was typed, in the parts that it is made of. Signs that say nothing are left out.
pub(super) fn tokens(typed: &str) -> Vec<Token> {
    let raw = raw(typed);
    let (mut tokens, mut at) = (Vec::new(), 0);
    while let Some(first) = raw.get(at) {
        let (token, length) = phrase(&raw[at..]).unwrap_or_else(|| match first {
            Raw::Mark(mark) => (Some(Token::Mark(*mark)), 1),
            Raw::Number(digits) => number(digits, raw.get(at + 1)),
            Raw::Word { word, .. } => (meaning(word), 1),
        });
        tokens.extend(token);
        at += length;
    }
    joined(&tokens)
}

/// "twenty-five" is one number.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let (mut joined, mut at) = (Vec::new(), 0);
    while let Some(first) = tokens.get(at) {
        match tokens[at..] {
            [
                Token::Count(tens @ (20 | 30 | 40 | 50)),
                Token::Mark('-'),
                Token::Count(ones @ 1..=9),
                ..,
            ] => {
                joined.push(Token::Count(tens + ones));
                at += 3;
            }
            // "a quarter past nine"
            [Token::Count(1), Token::Quarter, ..] => at += 1,
            _ => {
                joined.push(*first);
                at += 1;
            }
        }
    }
    joined
}

/// A part before it is known what it means.
#[derive(Debug)]
enum Raw {
    Number(String),
    /// `is_glued` where no space parts it from a number before it.
    Word {
        word: String,
        is_glued: bool,
    },
    Mark(char),
}

/// Digits, words and the signs that mean something between them.
fn raw(typed: &str) -> Vec<Raw> {
    let signs: Vec<char> = typed.nfkc().flat_map(char::to_lowercase).collect();
    let run = |from: usize, of: fn(char) -> bool| {
        signs[from..].iter().copied().take_while(|c| of(*c)).collect::<String>()
    };
    let is_digit =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&sign) = signs.get(at) {
        let length = match sign {
            '0'..='9' => {
                let digits = run(at, |c| c.is_ascii_digit());
                let length = digits.len();
                found.push(Raw::Number(digits));
                length
            }
            // "17 mars '27"
            '\'' | '’' if is_digit(Some(at + 1)) => 1,
            c if is_letter(c) => {
                let word = run(at, is_letter);
                let before = at.checked_sub(1);
                let is_glued = is_digit(before)
                    || (before.is_some_and(|at| signs[at] == ':') && is_digit(at.checked_sub(2)));
                let length = word.chars().count();
                found.push(Raw::Word { word: word.replace('’', "'"), is_glued });
                length
            }
            // Elsewhere than between digits it ends a word or a number. "13,30"
            '.' | ':' | ',' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => {
                found.push(Raw::Mark(if sign == ',' { '.' } else { sign }));
                1
            }
            '/' => {
                found.push(Raw::Mark('/'));
                1
            }
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                found.push(Raw::Mark('-'));
                1
            }
            '+' => {
                found.push(Raw::Mark('+'));
                1
            }
            _ => 1,
        };
        at += length;
    }
    found
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’')
}

/// The meaning of the longest run of words at the beginning that have one together.
fn phrase(raw: &[Raw]) -> Option<(Option<Token>, usize)> {
    let begins = |phrase: &str| -> Option<usize> {
        let mut words = 0;
        for word in phrase.split(' ') {
            let found = matches!(raw.get(words), Some(Raw::Word { word: own, .. }) if own == word);
            found.then_some(())?;
            words += 1;
        }
        Some(words)
    };
    let phrases = PHRASES.iter().map(|(phrase, token)| (*phrase, *token));
    let holidays = HOLIDAYS
        .iter()
        .flat_map(|(holiday, names)| names.iter().map(|name| (*name, Token::Holiday(*holiday))));
    let found =
        phrases.chain(holidays).filter_map(|(phrase, token)| Some((token, begins(phrase)?)));
    found.max_by_key(|(_, words)| *words).map(|(token, words)| (Some(token), words))
}

/// A number; with the ending of an ordinal behind it, an ordinal.
fn number(digits: &str, next: Option<&Raw>) -> (Option<Token>, usize) {
    // More digits than any date has are none.
    let Some(value) = digits.parse().ok().filter(|_| digits.len() <= 8) else {
        return (Some(Token::Unknown), 1);
    };
    match next {
        Some(Raw::Word { word, is_glued: true })
            if matches!(word.as_str(), "e" | "a" | "st" | "nd" | "rd" | "th") =>
        {
            (Some(Token::Nth(value)), 2)
        }
        _ => (Some(Token::Number(value, digits.len())), 1),
    }
}

/// What a word means; `None` where it means nothing by itself.
fn meaning(word: &str) -> Option<Token> {
    let token = match word {
        "på" | "pa" | "on" | "nu" | "kommande" | "nästkommande" | "coming" | "ca" | "cirka"
        | "vid" | "about" | "around" | "prick" | "sharp" | "t" => return None,
        "från" | "from" | "mellan" | "between" => Token::From,
        "idag" | "today" => Token::DaysAhead(0),
        "imorgon" | "imorrn" | "imorron" | "tomorrow" => Token::DaysAhead(1),
        "övermorgon" | "iövermorgon" | "överimorgon" => Token::DaysAhead(2),
        "igår" | "yesterday" => Token::DaysAhead(-1),
        "förrgår" => Token::DaysAhead(-2),
        "nästa" | "nasta" | "next" => Token::Next,
        "denna" | "detta" | "this" => Token::This,
        "sista" | "last" => Token::Last,
        "om" | "in" => Token::In,
        "i" | "of" => Token::Of,
        "to" => Token::To,
        "till" | "until" | "och" | "and" => Token::Until,
        "den" | "the" => Token::The,
        "v" | "w" | "vecka" | "veckan" | "veckor" | "week" | "weeks" | "wk" => Token::Week,
        "må" => Token::Weekday(Weekday::Mon),
        "ti" => Token::Weekday(Weekday::Tue),
        "fr" => Token::Weekday(Weekday::Fri),
        "lö" => Token::Weekday(Weekday::Sat),
        "sö" => Token::Weekday(Weekday::Sun),
        "dag" | "dagar" | "dgr" | "day" | "days" => Token::Unit(Unit::Day),
        "månad" | "månaden" | "månader" | "month" | "months" => Token::Unit(Unit::Month),
        "år" | "året" | "year" | "years" => Token::Unit(Unit::Year),
        "h" | "hr" | "hrs" | "tim" | "timme" | "timma" | "timmar" | "timar" | "hour" | "hours" => {
            Token::Unit(Unit::Hour)
        }
        "m" | "min" | "mins" | "minut" | "minuter" | "minute" | "minutes" => {
            Token::Unit(Unit::Minute)
        }
        "kl" | "klockan" | "at" => Token::Clock,
        "trettio" | "thirty" => Token::Count(30),
        "fyrtio" | "forty" => Token::Count(40),
        "femtio" | "fifty" => Token::Count(50),
        "halv" => Token::HalfTo,
        "half" => Token::HalfPast,
        "kvart" | "quarter" => Token::Quarter,
        "över" | "past" => Token::Past,
        "am" | "fm" => Token::Am,
        "pm" | "em" => Token::Pm,
        "noon" | "midday" => Token::Noon,
        "midnatt" | "midnight" => Token::Midnight,
        "o'clock" => return None,
        _ => return Some(listed(word).unwrap_or(Token::Unknown)),
    };
    Some(token)
}

/// A word of one of the lists.
fn listed(word: &str) -> Option<Token> {
    let count = || COUNTS.iter().position(|words| words.contains(&word));
    let nth = || ORDINALS.iter().position(|words| words.contains(&word));
    let weekday = || WEEKDAYS.iter().find(|(_, names)| names.iter().any(|name| begins(name, word)));
    let month = || MONTHS.iter().position(|names| names.iter().any(|name| begins(name, word)));
    let number = |at: usize| u32::try_from(at).ok();
    if let Some(count) = count() {
        return Some(Token::Count(number(count)?));
    }
    if let Some(nth) = nth() {
        return Some(Token::Ordinal(number(nth + 1)?));
    }
    if let Some((weekday, _)) = weekday() {
        return Some(Token::Weekday(*weekday));
    }
    Some(Token::Month(number(month()? + 1)?))
}

/// Whether a word is a name, or the beginning of one that is long enough. Some keyboards lack å, ä and ö.
fn begins(name: &str, word: &str) -> bool {
    let plain = |text: &str| text.replace(['å', 'ä'], "a").replace('ö', "o");
    word.chars().count() >= 3 && (name.starts_with(word) || plain(name).starts_with(word))
}
