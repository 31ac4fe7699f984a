//! The program as people start it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn kallelse(arguments: &[&str], environment: &[(&str, &str)]) -> (TempDir, Output) {
    let folder = TempDir::new().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_kallelse"))
        .args(["--data-dir"])
        .arg(folder.path())
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the program");
    (folder, output)
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_token_it_says_how_to_give_one() {
    let (_folder, output) = kallelse(&["run"], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("set DISCORD_TOKEN, or DISCORD_TOKEN_FILE"),
        "{}",
        told(&output)
    );
}

#[test]
fn wrong_settings_are_told_all_at_once_and_nothing_is_written() {
    let settings = [
        ("KALLELSE_DISCORD_BASE", "discord.com"),
        ("KALLELSE_DISCORD_GATEWAY_SILENCE", "1"),
        ("KALLELSE_LOG_FORMAT", "xml"),
    ];
    let (folder, output) = kallelse(&["run"], &settings);
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "discord.token: set DISCORD_TOKEN",
        "discord.base = \"discord.com\"",
        "discord.gateway_silence = \"1\"",
        "log.format = \"xml\"",
    ] {
        assert!(told(&output).contains(part), "{part} is not in {}", told(&output));
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[test]
fn a_settings_file_with_an_unknown_option_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("my.toml");
    std::fs::write(&file, "[discord]\ntokn = \"abc\"\n").expect("written");
    let (_data, output) = kallelse(&["run", "--config", &file.to_string_lossy()], &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("discord.tokn") && told(&output).contains("no such option"),
        "{}",
        told(&output)
    );
}

#[test]
fn a_damaged_database_ends_the_program_and_stays_as_it_is() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("kallelse.db");
    let rubbish = "no database ".repeat(500);
    std::fs::write(&file, &rubbish).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_kallelse"))
        .arg("--data-dir")
        .arg(folder.path())
        .arg("run")
        .env_clear()
        .envs([
            ("DISCORD_TOKEN", "abc"),
            ("KALLELSE_DISCORD_BASE", "http://127.0.0.1:9"),
            ("KALLELSE_WEB_LISTEN", "none"),
            ("KALLELSE_HEALTH_LISTEN", "none"),
        ])
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("damaged or is no database; nothing was changed"),
        "{}",
        told(&output)
    );
    assert_eq!(std::fs::read_to_string(&file).expect("read"), rubbish);
}

#[test]
fn a_token_is_never_in_the_log() {
    let environment = [
        ("DISCORD_TOKEN", "very.secret.token"),
        ("KALLELSE_DISCORD_BASE", "nowhere"),
        ("KALLELSE_LOG_FILTER", "trace"),
    ];
    let (_folder, output) = kallelse(&["run"], &environment);
    assert!(!told(&output).contains("very.secret.token"));
    assert!(!output.stderr.is_empty());
}

#[test]
fn a_token_that_is_typed_where_it_does_not_belong_is_not_repeated() {
    let token = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs";
    let config = format!("--config={token}");
    for words in
        [vec!["run", token], vec![token], vec!["run", "--token", token], vec!["run", &config]]
    {
        let (_folder, output) = kallelse(&words, &[("DISCORD_TOKEN_FILE", token)]);
        assert_ne!(output.status.code(), Some(0), "{words:?}");
        assert!(!told(&output).contains("Cl2FMQ"), "{words:?}: {}", told(&output));
    }
    let (_folder, output) = kallelse(&["runn"], &[]);
    assert!(told(&output).contains("runn"), "what is harmless is: {}", told(&output));
}

/// What the sandbox prints until it says how to end it.
fn sandbox_says(arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kallelse"))
        .arg("--data-dir")
        .arg(folder.path())
        .args(["sandbox", "--port", "0"])
        .args(arguments)
        .env_clear()
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let lines = BufReader::new(child.stdout.take().expect("output")).lines();
    let lines = lines.map(|line| line.expect("a line"));
    let said: Vec<String> = lines.take_while(|line| !line.contains("Ctrl-C")).collect();
    child.kill().expect("ended");
    child.wait().expect("gone");
    said.join("\n")
}

#[test]
fn the_sandbox_alone_prints_a_token_and_says_when_others_can_reach_it() {
    let said = sandbox_says(&[]);
    assert!(said.contains("http://127.0.0.1:") && said.contains("token    sandbox."), "{said}");
    assert!(!said.contains("can read and control everything"), "{said}");
    let said = sandbox_says(&["--bind", "0.0.0.0", "--no-rate-limits", "--nonce-window", "60"]);
    assert!(said.contains("It listens on 0.0.0.0: whoever reaches this machine"), "{said}");
    let (_folder, output) = kallelse(&["sandbox", "--nonce-window", "long"], &[]);
    assert!(told(&output).contains("--nonce-window"), "{}", told(&output));
}
