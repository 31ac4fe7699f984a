//! The house keeps its order: what may use what.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each room may use of ours. The table stands in `docs/ARCHITECTURE.md` too, with reasons.
const ARROWS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("actions", &["domain", "store"]),
    ("render", &["domain", "actions"]),
    ("sheet", &["domain"]),
    ("discord", &["domain", "actions", "render", "sheet", "store", "clock", "wake", "metrics"]),
    ("worker", &["domain", "actions", "render", "store", "clock", "wake", "discord", "metrics"]),
    ("web", &["domain", "actions", "render", "store", "clock", "metrics"]),
    ("sandbox", &[]),
];

/// Outside crates that only certain rooms may name.
const OUTSIDE: [(&str, &[&str]); 22] = [
    ("sqlx", &["store"]),
    ("serenity", &["discord"]),
    ("poise", &["discord"]),
    ("axum", &["sandbox", "web"]),
    ("multer", &["sandbox"]),
    ("flate2", &["sandbox"]),
    ("tower", &["sandbox", "web"]),
    ("hyper", &["web"]),
    ("ipnet", &["web"]),
    ("askama", &["render"]),
    ("calcard", &["render"]),
    ("prometheus_client", &[]),
    ("fluent_templates", &["render"]),
    ("cron", &["domain"]),
    ("unicode_normalization", &["domain"]),
    ("similar", &["domain"]),
    ("pulldown_cmark", &["render"]),
    ("csv", &["sheet"]),
    ("calamine", &["sheet"]),
    ("rust_xlsxwriter", &["sheet"]),
    ("zip", &["sheet"]),
    ("encoding_rs", &["sheet"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"));
    own.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

fn room(path: &Path) -> String {
    let inside =
        path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).expect("inside src");
    inside
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy()
        .trim_end_matches(".rs")
        .to_owned()
}

/// The code of a file without its tests.
fn code(path: &Path) -> String {
    // Modules of tests.
    if path.ends_with("roster/laws.rs")
        || path.parent().is_some_and(|p| p.ends_with("render/album"))
    {
        return String::new();
    }
    let text = fs::read_to_string(path).expect("source text");
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

#[test]
fn no_room_uses_what_the_table_lacks() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let room = room(&path);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else { continue };
        for line in code(&path).lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let target: String = line[at + 7..]
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                seen.insert((room.clone(), target.clone()));
                if target != room && !allowed.contains(&target.as_str()) {
                    wrong.push(format!("{} uses {target}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(
        seen.len() > 15,
        "only {} arrows were found: is the test reading anything?",
        seen.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What each part of the rules uses of the others.
fn domain_arrows() -> BTreeMap<String, BTreeSet<String>> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/domain"));
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources(root) {
        let inside = path.strip_prefix(root).expect("inside the domain");
        let is_own_file = inside.components().count() == 1;
        let part = inside.iter().next().expect("a name").to_string_lossy().replace(".rs", "");
        let code = code(&path);
        let starts = if is_own_file {
            &["crate::domain::", "use super::"][..]
        } else {
            &["crate::domain::"]
        };
        let found = starts.iter().flat_map(|start| code.split(start).skip(1));
        let name = |rest: &str| -> String {
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let used = arrows.entry(part.clone()).or_default();
        used.extend(found.map(name).filter(|name| *name != part && part != "mod"));
    }
    arrows
}

#[test]
fn the_rules_have_no_circles() {
    fn visit(part: &str, way: &mut Vec<String>, arrows: &BTreeMap<String, BTreeSet<String>>) {
        let circle = way.iter().position(|before| before == part).map(|at| way[at..].join(" → "));
        assert_eq!(circle, None, "and back to {part}");
        way.push(part.to_owned());
        for next in arrows.get(part).into_iter().flatten() {
            visit(next, way, arrows);
        }
        way.pop();
    }
    let arrows = domain_arrows();
    let found: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(found > 40, "only {found} arrows were found: is the test reading anything?");
    for part in arrows.keys() {
        visit(part, &mut Vec::new(), &arrows);
    }
}

#[test]
fn the_worker_uses_of_the_edge_only_what_asks_and_sends() {
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/worker"))) {
        for line in code(&path).lines().filter(|line| line.contains("crate::discord")) {
            let rooms = ["send", "convert", "presence"];
            let is_one = rooms.iter().any(|room| line.contains(&format!("discord::{room}")));
            assert!(is_one, "{}: {line}", path.display());
        }
    }
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let rooms: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let room = room(&path);
        for (outside, at_home) in OUTSIDE {
            let named = code(&path).contains(&format!("{outside}::"));
            let allowed = at_home.contains(&room.as_str()) || !rooms.contains(&room.as_str());
            assert!(!named || allowed, "{} names {outside}", path.display());
        }
    }
}

/// Statements that are about all organisations at once, by their beginnings, and why.
const ABOUT_ALL: [(&str, &str); 16] = [
    ("UPDATE notice SET pinned = 1", "delivery, of what was claimed"),
    ("SELECT MIN(due) FROM follower", "planning: when somebody is told next"),
    ("SELECT COUNT(*) AS overdue", "whoever looks after the whole bot"),
    ("UPDATE opening SET number", "whoever opens the database"),
    ("SELECT COUNT(*) FROM interaction WHERE id", "a number that Discord gave, once in all"),
    ("SELECT call_due FROM meeting WHERE state = 'scheduled'", "planning: when the next is due"),
    ("SELECT starts AS at FROM meeting WHERE shown", "what is over: when the next begins"),
    ("SELECT ends AS at FROM meeting WHERE shown", "what is over: when the next ends"),
    ("UPDATE notice SET state = 'sent'", "delivery, of what was claimed"),
    ("UPDATE notice SET state = 'owed'", "delivery, of what was claimed"),
    ("UPDATE notice SET state = CASE WHEN follows = 'group'", "delivery, of what was claimed"),
    ("UPDATE notice SET due = ", "delivery, of what was claimed"),
    ("UPDATE notice SET obstacle = ", "delivery, of what was claimed"),
    ("UPDATE notice SET stale = ", "delivery: the next that is stale"),
    ("UPDATE notice SET edited = ", "delivery, of what was claimed"),
    (
        "UPDATE notice SET changes = changes + 1, stale = $2, digest = '' WHERE id IN (SELECT n.id FROM notice n WHERE n.meeting IN",
        "posts that are looked after",
    ),
];

/// Every SQL statement of the store, in one line, with the file that it stands in.
fn statements() -> Vec<(PathBuf, String)> {
    let verbs = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "];
    let files = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store")));
    // What only a server is asked stands in a file of its own.
    let for_both = files.into_iter().filter(|path| !path.ends_with("store/lead.rs"));
    let literals = for_both.flat_map(|path| {
        let code = code(&path);
        let literals = code.split('"').skip(1).step_by(2);
        let lines = literals.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.map(|line| (path.clone(), line)).collect::<Vec<_>>()
    });
    literals.filter(|(_, line)| verbs.iter().any(|verb| line.starts_with(verb))).collect()
}

/// Organisations are kept apart in every statement.
#[test]
fn every_statement_names_its_organisation() {
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (path, statement) in statements() {
        if statement.contains("organisation") {
            continue;
        }
        match ABOUT_ALL.iter().find(|(start, _)| statement.starts_with(start)) {
            Some((start, _)) => drop(used.insert(*start)),
            None => wrong.push(format!("{}: {statement}", path.display())),
        }
    }
    assert!(wrong.is_empty(), "statements without an organisation:\n{}", wrong.join("\n"));
    assert_eq!(used.len(), ABOUT_ALL.len(), "an exception that nothing needs: {used:?}");
}

/// A statement with one row at its end, where the store adds as many as there are.
fn whole(statement: &str) -> String {
    let columns = statement.split_once('(').map_or(0, |(_, rest)| rest.split(',').count());
    let row: Vec<String> = (1..=columns).map(|at| format!("${at}")).collect();
    match statement {
        bulk if bulk.starts_with("INSERT") && bulk.ends_with(')') && !bulk.contains("VALUES") => {
            format!("{bulk} VALUES ({})", row.join(", "))
        }
        bulk if bulk.ends_with(" IN") => format!("{bulk} (1, 2)"),
        whole => whole.to_owned(),
    }
}

/// One text for both engines: what does not fit the schema, or is only one engine's, is found here and
/// not by somebody who presses a button.
#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _};

    async fn case(url: String) -> usize {
        let store = kallelse::store::Store::open(&url).await.expect("a database");
        let mut db = sqlx::AnyConnection::connect(&url).await.expect("a connection");
        let mut wrong = Vec::new();
        let mut prepared = 0;
        for (path, statement) in statements() {
            prepared += 1;
            let sql = AssertSqlSafe(whole(&statement)).into_sql_str();
            if let Err(error) = db.prepare(sql).await {
                wrong.push(format!("{}: {statement}\n  {error}", path.display()));
            }
        }
        assert!(wrong.is_empty(), "{url}:\n{}", wrong.join("\n"));
        db.close().await.expect("closed");
        store.close().await;
        prepared
    }

    let folder = tempfile::TempDir::new().expect("a folder");
    let on_sqlite = case(format!("sqlite://{}", folder.path().join("house.db").display())).await;
    assert!(on_sqlite > 70, "only {on_sqlite} statements: is the test reading anything?");
    if let Some(url) = crate::harness::postgres::fresh_database().await {
        assert!(case(url).await >= on_sqlite);
    }
}

/// What is looked through from end to end, and may be: it is short, or looked through seldom and for all.
const LOOKED_THROUGH: [(&str, &str); 19] = [
    ("SELECT id FROM organisation LIMIT 1", "one row"),
    ("SELECT DISTINCT language FROM organisation", "when the bot starts"),
    ("UPDATE opening SET number", "a table of one row"),
    (
        "SELECT o.id, o.guild FROM organisation o WHERE EXISTS",
        "once an hour, what is to be forgotten",
    ),
    (
        "DELETE FROM agenda_seen WHERE organisation = $1 AND meeting IN",
        "where something is to be forgotten",
    ),
    (
        "DELETE FROM agenda_before WHERE organisation = $1 AND meeting IN",
        "where something is to be forgotten",
    ),
    (
        "DELETE FROM meeting_before WHERE organisation = $1 AND meeting IN",
        "where something is to be forgotten",
    ),
    ("DELETE FROM pending_import", "files that wait for a press, a quarter of an hour each"),
    ("SELECT starts AS at FROM meeting WHERE shown = 0", "the first of an index"),
    ("SELECT ends AS at FROM meeting WHERE shown = 1", "the first of an index"),
    ("UPDATE notice SET due = CASE WHEN due > $1", "when the bot starts, what is on its way"),
    (
        "SELECT i.id, i.meeting, i.title, i.purpose, i.minutes, i.decided FROM meeting m",
        "the calendar of all meetings, which is kept",
    ),
    ("SELECT * FROM groups WHERE page = 'public'", "an index of those alone"),
    (
        "UPDATE notice SET changes = changes + 1, stale = $1 WHERE follows = 'group'",
        "once an hour, the calendars",
    ),
    (
        "UPDATE notice SET changes = changes + 1, stale = $2, digest = '' WHERE id IN (SELECT n.id FROM notice n JOIN groups",
        "once an hour, the calendars",
    ),
    (
        "UPDATE notice SET changes = changes + 1, stale = COALESCE(stale, CASE WHEN edited + $4 > $3 AND edited <= $3 THEN edited + $4 ELSE $3 END) WHERE +organisation = $1 AND follows = 'item' AND state IN ('owed', 'sending', 'sent') AND item IN (SELECT i.id",
        "when an organisation is another one",
    ),
    ("UPDATE organisation SET reminded_since", "an index of those alone"),
    ("SELECT id FROM organisation WHERE reminded_since IS NULL", "an index of those alone"),
    (
        "SELECT id, guild, name, language, zone FROM organisation WHERE id IN",
        "an index of those alone",
    ),
];

/// Tables that get more every week. That something is of an organisation narrows it to all that one has had.
const GROWING: [&str; 8] =
    ["audit", "interaction", "item", "item_event", "meeting", "notice", "presence", "reply"];

/// Indexes of little, though by organisation: reasons are forgotten, and obstacles are few.
const SHORT: [&str; 2] = ["reply_with_reason", "notice_with_obstacle"];

fn is_of_all_years(step: &str) -> bool {
    let of = |table: &&str| {
        step.contains(&format!("INDEX {table}_"))
            || step.contains(&format!("INDEX sqlite_autoindex_{table}_"))
    };
    let is_short = SHORT.iter().any(|index| step.contains(index));
    step.ends_with("(organisation=?)") && !is_short && GROWING.iter().any(of)
}

/// What is asked for is found by an index. SQLite takes an organisation for as narrow as a meeting or a seat, and one that has
/// been there for years has ten thousand of each. What is put together when it runs is not seen here.
#[tokio::test]
async fn every_statement_finds_by_an_index_what_it_is_about() {
    use sqlx::{AssertSqlSafe, Connection as _, Row as _};

    let folder = tempfile::TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("house.db").display());
    let store = kallelse::store::Store::open(&url).await.expect("a database");
    let mut db = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    let mut steps_seen = 0;
    for (path, statement) in statements() {
        let sql = format!("EXPLAIN QUERY PLAN {}", whole(&statement));
        let steps = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut db).await.expect("a plan");
        let steps = steps.iter().map(|step| step.get::<String, _>("detail"));
        let steps: Vec<String> = steps.collect();
        steps_seen += steps.len();
        // A subquery's rows are those that it found; so is a list of values.
        let found = |step: &str| {
            step.contains('(') || step.ends_with("unpacked") || step.contains("CONSTANT ROW")
        };
        let is_long =
            |step: &&String| is_of_all_years(step) || (step.starts_with("SCAN ") && !found(step));
        let Some(step) = steps.iter().find(is_long) else { continue };
        let words = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        match LOOKED_THROUGH.iter().find(|(begins, _)| words.starts_with(begins)) {
            Some((begins, _)) => drop(used.insert(*begins)),
            None => wrong.push(format!("{}: {step}\n  {words}", path.display())),
        }
    }
    assert!(steps_seen > 200, "only {steps_seen} steps: is the test reading anything?");
    assert!(wrong.is_empty(), "looked through from end to end:\n{}", wrong.join("\n"));
    assert_eq!(used.len(), LOOKED_THROUGH.len(), "an exception that nothing needs: {used:?}");
    db.close().await.expect("closed");
    store.close().await;
}

/// The log of changes is added to. The one exception blanks the account of who erases themselves.
#[test]
fn the_log_of_changes_is_never_changed() {
    let mut changed = Vec::new();
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let words = code(&path).split_whitespace().collect::<Vec<_>>().join(" ");
        for statement in ["UPDATE audit", "DELETE FROM audit"] {
            changed.extend(
                words
                    .match_indices(statement)
                    .map(|(at, _)| words[at..].chars().take(45).collect::<String>()),
            );
        }
    }
    assert_eq!(changed, ["UPDATE audit SET by_account = 0 WHERE +organi"]);
}

#[test]
fn the_rules_never_look_at_the_clock_or_the_environment() {
    for folder in ["domain", "actions", "render", "store"] {
        for path in sources(&Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).join(folder)) {
            for forbidden in [
                "Utc::now",
                "Local::now",
                "SystemTime",
                "std::env",
                "CURRENT_TIMESTAMP",
                "strftime",
            ] {
                assert!(
                    !code(&path).contains(forbidden),
                    "{} looks at {forbidden}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_sandbox_of_a_test_is_watched_by_the_referee() {
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it"))) {
        if path.ends_with("house.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("source text");
        let started =
            text.matches("Sandbox::start(").count() + text.matches("Demo::start(").count();
        let watched = text.matches("referee::watch(").count();
        assert!(watched >= started, "{} starts {started}, watches {watched}", path.display());
    }
}

#[test]
fn what_is_built_to_run_is_built_for_the_tests_as_well() {
    let tree = |edges: &[&str]| -> BTreeSet<String> {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let mut command = std::process::Command::new(cargo);
        command.args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "kallelse",
            "--prefix",
            "none",
        ]);
        command.args(["--format", "{p} with {f}"]).args(edges);
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        let told = command.output().expect("cargo");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let lines = String::from_utf8(told.stdout).expect("text");
        lines.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
    };
    let (to_run, to_test) = (tree(&["--edges", "no-dev"]), tree(&[]));
    assert!(to_run.len() > 100, "only {} crates: is the test reading anything?", to_run.len());
    let again: Vec<_> = to_run.difference(&to_test).collect();
    assert!(
        again.is_empty(),
        "`cargo test` asks more of these than `cargo run` does, so that they and all above them are \
         built twice; name the features in Cargo.toml: {again:#?}"
    );
}

#[test]
fn tls_is_ours_and_nothing_builds_openssl() {
    let locked = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"));
    let locked = locked.expect("the lock file");
    let packages: Vec<&str> = locked.split("[[package]]").skip(1).collect();
    let named = |name: &str| -> Vec<&&str> {
        packages.iter().filter(|one| one.contains(&format!("name = \"{name}\"\n"))).collect()
    };
    assert!(packages.len() > 200, "only {} packages were read", packages.len());
    assert_eq!(named("openssl-sys").len(), 0);
    let ours = named("native-tls");
    // A newer one of the registry would be taken in our place, with a warning that nobody reads.
    assert!(ours.len() == 1 && !ours[0].contains("source = "), "{ours:?}");
}

/// Ids go on counting above those of every table.
#[test]
fn no_table_with_ids_is_left_out_of_counting() {
    let counted = code(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/mod.rs")));
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"));
    let mut tables = BTreeSet::new();
    for file in std::fs::read_dir(folder).expect("the migrations") {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
        for part in text.split("CREATE TABLE ").skip(1) {
            let (name, rest) = part.split_once(" (").expect("a table");
            if rest.trim_start().starts_with("id ") {
                tables.insert(name.trim_end_matches("_anew").to_owned());
            }
        }
    }
    assert!(tables.len() > 10, "only {tables:?} were found: is the test reading anything?");
    let words = counted.replace(['(', ')', '"', ';'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    for table in tables {
        let is_counted = words.windows(3).any(|three| three == ["id", "FROM", &table])
            || words.windows(4).any(|four| four == ["MAX", "id", "FROM", &table]);
        assert!(is_counted, "{table}");
    }
}
