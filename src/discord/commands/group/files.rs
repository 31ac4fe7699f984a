//! `/group import · export`

use poise::serenity_prelude as serenity;

use tokio::sync::Semaphore;

use super::super::suggest::{administered_groups, days};
use super::meant;
use crate::actions::ActionError;
use crate::actions::registry::export::{self as exporting, Exported};
use crate::actions::registry::import as importing;
use crate::actions::registry::refusal::ImportRefusal;
use crate::discord::commands::{Ctx, Outcome, call};
use crate::discord::tables::{self, written};
use crate::domain::roster::{Reading, Unread};
use crate::render::reader::Reader;
use crate::render::{File, faults, import as render};
use crate::sheet::{self, Format};

/// How many files are read at once: each may take 200 MB.
static READING: Semaphore = Semaphore::const_new(2);

#[poise::command(slash_command, guild_only)]
pub async fn import(
    ctx: Ctx<'_>,
    #[autocomplete = "administered_groups"] group: String,
    file: serenity::Attachment,
    #[autocomplete = "days"] from: Option<String>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    let meanwhile = || Some(render::reading(call.reader));
    call.answer_with_progress(&meanwhile, async {
        let group = meant(store, caller, &group, now).await?;
        importing::may(store, caller, group, now).await?;
        let _turn = READING.acquire().await;
        let bytes = call.edge.sender.fetch_file(&file.url, sheet::LARGEST).await;
        let bytes = bytes.map_err(|error| {
            tracing::warn!(%error, "a file could not be fetched");
            unread(if error.is_too_large() { sheet::TOO_LARGE } else { Unread::Kind })
        })?;
        let file = read(bytes).await?;
        let planned = importing::plan(store, caller, group, file, from.as_deref(), now).await;
        let reader = call.reader;
        match planned {
            Ok(planned) => written(move || Ok(render::planned(reader, &planned))).await,
            Err(ActionError::Import(ImportRefusal::Unread(why))) => {
                written(move || Ok(faults::message(reader, &why))).await
            }
            Err(other) => Err(other),
        }
    })
    .await;
    Ok(())
}

/// Reads a file on a thread of its own: a long one takes a while, and others wait for answers.
async fn read(bytes: Vec<u8>) -> Result<Reading, ActionError> {
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes)).await;
    read.unwrap_or(Err(Unread::Kind)).map_err(unread)
}

fn unread(why: Unread) -> ActionError {
    ImportRefusal::Unread(why).into()
}

/// The kinds of files, as the command offers them.
#[derive(Clone, Copy, poise::ChoiceParameter)]
enum FileKind {
    #[name = "xlsx"]
    Xlsx,
    #[name = "csv"]
    Csv,
}

#[poise::command(slash_command, guild_only)]
pub async fn export(
    ctx: Ctx<'_>,
    #[autocomplete = "administered_groups"] group: String,
    kind: Option<FileKind>,
    history: Option<bool>,
) -> Outcome {
    let call = call(&ctx);
    let (store, caller, now) = (&call.edge.store, call.caller, call.edge.clock.now());
    call.answer(async {
        let group = meant(store, caller, &group, now).await?;
        let exported =
            exporting::export(store, caller, group, history.unwrap_or(false), now).await?;
        let format = match kind {
            Some(FileKind::Csv) => Format::Csv,
            Some(FileKind::Xlsx) | None => Format::Xlsx,
        };
        let reader = call.reader;
        written(move || {
            let files = files(format, reader, &exported)?;
            Ok(render::exported(reader, &exported, files))
        })
        .await
    })
    .await;
    Ok(())
}

/// A group and its log: one workbook with two sheets, or two CSV files.
fn files(format: Format, reader: Reader, exported: &Exported) -> Result<Vec<File>, ActionError> {
    let (group, log) = render::sheet_names(reader);
    let rows = sheet::table(reader.language, &exported.rows);
    let lines = render::log_table(reader, exported);
    let stem = format!("{}-{}", exported.group.name, exported.on);
    let of = (format, reader.language);
    match format {
        Format::Xlsx => Ok(vec![tables::file(of, &stem, &[(&group, &rows), (&log, &lines)])?]),
        Format::Csv => Ok(vec![
            tables::file(of, &stem, &[("", &rows)])?,
            tables::file(of, &format!("{stem}-{log}"), &[("", &lines)])?,
        ]),
    }
}
