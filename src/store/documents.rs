//! Documents of agenda items: links, and files that are kept in parts.
//!
//! They stand in the database, so that a backup has them, both engines and every process see them, and they can be
//! handed out when the address is long gone under which Discord kept them.

use std::collections::HashMap;

use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::agenda::by_item;
use super::columns::Columns;
use super::{Connection, StoreError};
use crate::domain::agenda::Document;
use crate::domain::id::{DocumentId, ItemId, OrganisationId};
use crate::domain::link::Link;

/// How large a part of a file is, in bytes: a statement holds one.
const PART: usize = 256 * 1024;

/// Writes a document, with the content of a file.
pub async fn insert(
    db: &mut Connection,
    organisation: OrganisationId,
    item: ItemId,
    (document, content): (&Document, &[u8]),
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO document (id, organisation, item, name, link, size)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(document.id.0)
    .bind(organisation.0)
    .bind(item.0)
    .bind(&document.name)
    .bind(document.link.as_ref().map(Link::as_str))
    .bind(document.size)
    .execute(&mut *db)
    .await?;
    for (part, content) in content.chunks(PART).zip(1i64..).map(|(part, number)| (number, part)) {
        sqlx::query(
            "INSERT INTO document_part (organisation, document, part, content)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(organisation.0)
        .bind(document.id.0)
        .bind(part)
        .bind(content.to_vec())
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// The documents of items, by item, oldest first.
pub async fn of_items(
    db: &mut Connection,
    organisation: OrganisationId,
    items: &[ItemId],
) -> Result<HashMap<ItemId, Vec<Document>>, StoreError> {
    let statement = "SELECT d.item, d.id, d.name, d.link, d.size FROM document d
         WHERE +d.organisation = $1 AND d.item IN";
    by_item(db, organisation, (statement, "d.id"), items, read_document).await
}

/// The content of a file, put together from its parts.
pub async fn content(
    db: &mut Connection,
    organisation: OrganisationId,
    document: DocumentId,
) -> Result<Vec<u8>, StoreError> {
    let rows = sqlx::query(
        "SELECT content FROM document_part WHERE organisation = $1 AND document = $2 ORDER BY part",
    )
    .bind(organisation.0)
    .bind(document.0)
    .fetch_all(db)
    .await?;
    let mut content = Vec::new();
    for row in &rows {
        content.extend(row.try_get::<Vec<u8>, _>("content")?);
    }
    Ok(content)
}

/// A part of a file, from 0 on.
pub async fn part(
    db: &mut Connection,
    organisation: OrganisationId,
    (document, part): (DocumentId, i64),
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sqlx::query(
        "SELECT content FROM document_part WHERE organisation = $1 AND document = $2 AND part = $3",
    )
    .bind(organisation.0)
    .bind(document.0)
    .bind(part + 1)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.try_get("content")).transpose()?)
}

/// Removes a document of an item. Returns whether there was one.
pub async fn remove(
    db: &mut Connection,
    organisation: OrganisationId,
    (item, document): (ItemId, DocumentId),
) -> Result<bool, StoreError> {
    let found =
        sqlx::query("SELECT id FROM document WHERE organisation = $1 AND item = $2 AND id = $3")
            .bind(organisation.0)
            .bind(item.0)
            .bind(document.0)
            .fetch_optional(&mut *db)
            .await?;
    if found.is_none() {
        return Ok(false);
    }
    for statement in [
        "DELETE FROM document_part WHERE organisation = $1 AND document = $2",
        "DELETE FROM document WHERE organisation = $1 AND id = $2",
    ] {
        sqlx::query(statement).bind(organisation.0).bind(document.0).execute(&mut *db).await?;
    }
    Ok(true)
}

fn read_document(row: &AnyRow) -> Result<Document, sqlx::Error> {
    Ok(Document {
        id: DocumentId(row.int("id")?),
        name: row.text("name")?,
        link: row.maybe_text("link")?.map(Link::kept),
        size: row.int("size")?,
    })
}
