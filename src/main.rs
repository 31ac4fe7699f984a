use std::process::ExitCode;

use kallelse::cli::{carry_out, typed};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = match typed(std::env::args_os()) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match carry_out(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kallelse: {error}");
            ExitCode::FAILURE
        }
    }
}
