use std::process::ExitCode;

use clap::Parser;
use kallelse::cli::{Cli, carry_out};

#[tokio::main]
async fn main() -> ExitCode {
    match carry_out(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kallelse: {error}");
            ExitCode::FAILURE
        }
    }
}
