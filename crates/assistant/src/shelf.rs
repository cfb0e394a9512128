//! The knowledge bases of each guild, indexed, and kept in memory until one of them changes.

use crate::Client;
use assist::{
    document::{Document, DocumentId, Unfit, Version},
    index::{Library, Refused},
};
use desk::{
    Failure, Store,
    ports::{KnowledgeHead, KnowledgeText, NewKnowledge},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use ticket::{By, GuildId, Timestamp};

/// Guilds whose libraries are kept in memory.
const SHELVED: usize = 200;

/// Why a knowledge base was not saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// Too long, too many sections, or empty.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// All of the guild's together would have too many sections.
    #[error(transparent)]
    TooMuch(#[from] Refused),
    /// Another version was saved meanwhile, or there are too many.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Which texts, in which versions, and which model compared them.
#[derive(PartialEq, Eq)]
struct Mark {
    heads: Vec<KnowledgeHead>,
    model: Option<String>,
    vectors: bool,
}

/// Libraries by guild.
#[derive(Default)]
pub struct Shelf {
    kept: Mutex<HashMap<GuildId, (Mark, Arc<Library>)>>,
}

impl Shelf {
    /// The library of a guild, as its knowledge bases stand now.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store.
    pub async fn library(
        &self,
        store: &dyn Store,
        guild: GuildId,
        client: Option<&Client>,
    ) -> Result<Arc<Library>, Failure> {
        let heads = store.knowledge(guild).await?;
        let model = client.and_then(|client| client.endpoint().embeddings.clone());
        let vectors = match &model {
            Some(model) => vectors(store, guild, &heads, model).await?,
            None => None,
        };
        let mark = Mark { heads, model, vectors: vectors.is_some() };
        if let Some((known, library)) = self.kept.lock().expect("no panic holds it").get(&guild)
            && *known == mark
        {
            return Ok(Arc::clone(library));
        }
        let library = Arc::new(build(store, guild, &mark.heads, vectors).await?);
        let mut kept = self.kept.lock().expect("no panic holds it");
        if kept.len() >= SHELVED {
            kept.clear();
        }
        kept.insert(guild, (mark, Arc::clone(&library)));
        Ok(library)
    }

    /// Checks a text, and saves it as a new knowledge base or over that number and version. It is indexed in the same breath (P179): what
    /// cannot be indexed is not saved.
    ///
    /// # Errors
    ///
    /// [`NotSaved`].
    pub async fn save(
        &self,
        store: &dyn Store,
        guild: GuildId,
        over: Option<(u32, u32)>,
        (title, markdown): (&str, &str),
        (by, at): (&By, Timestamp),
    ) -> Result<KnowledgeHead, NotSaved> {
        let number = over.map_or(0, |(number, _)| number);
        let document = Document::read(DocumentId { guild, number }, title, markdown)?;
        let new = NewKnowledge {
            title: document.title.clone(),
            hash: Version::of(markdown).to_string(),
            markdown: markdown.to_owned(),
            at,
            author: by.user(),
            author_name: by.name().unwrap_or_default().to_owned(),
        };
        let mut documents = vec![document];
        for head in store.knowledge(guild).await? {
            if head.number != number
                && let Some(text) = store.knowledge_text(guild, head.number, None).await?
            {
                documents.extend(document_of(guild, &text));
            }
        }
        Library::index(guild, documents)?;
        Ok(store.knowledge_save(guild, over, new).await?)
    }

    /// Asks the embeddings model about texts it was not asked about yet. Says how many knowledge bases were new to it.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store; one of the model ends it early, and words have to do.
    pub async fn learn(
        &self,
        store: &dyn Store,
        guild: GuildId,
        client: &Client,
        at: Timestamp,
    ) -> Result<u32, Failure> {
        let Some(model) = client.endpoint().embeddings.clone() else { return Ok(0) };
        let mut learned = 0;
        for head in store.knowledge(guild).await? {
            if store.vectors(guild, head.number, &head.hash, &model).await?.is_some() {
                continue;
            }
            let text = store.knowledge_text(guild, head.number, None).await?;
            let Some(document) = text.and_then(|text| document_of(guild, &text)) else { continue };
            let texts: Vec<String> = document
                .sections
                .iter()
                .map(|section| format!("{}\n{}", section.path.join(" > "), section.text))
                .collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            match client.embed(&texts).await {
                Ok(Some((vectors, paid))) => {
                    store.spend(guild, crate::day(at), None, paid.into()).await?;
                    store.vectors_keep(guild, head.number, &head.hash, &model, written(&vectors)).await?;
                    learned += 1;
                }
                Ok(None) => break,
                Err(failure) => {
                    tracing::warn!(%guild, %failure, "no vectors for a knowledge base: retrieval goes by words");
                    break;
                }
            }
        }
        Ok(learned)
    }
}

/// A text that was saved was fit then; one of an older program that is not any more is left out.
fn document_of(guild: GuildId, text: &KnowledgeText) -> Option<Document> {
    let id = DocumentId { guild, number: text.head.number };
    match Document::read(id, &text.head.title, &text.markdown) {
        Ok(document) => Some(document),
        Err(unfit) => {
            tracing::warn!(%guild, number = text.head.number, %unfit, "a knowledge base is left out");
            None
        }
    }
}

async fn build(
    store: &dyn Store,
    guild: GuildId,
    heads: &[KnowledgeHead],
    vectors: Option<Vec<Vec<f32>>>,
) -> Result<Library, Failure> {
    let mut texts = Vec::with_capacity(heads.len());
    for head in heads {
        // This very version: a newer one is taken up with the next look.
        texts.extend(store.knowledge_text(guild, head.number, Some(head.version)).await?);
    }
    let indexed = tokio::task::spawn_blocking(move || {
        let documents = texts.iter().filter_map(|text| document_of(guild, text)).collect();
        let library = Library::index(guild, documents)?;
        match vectors.filter(|vectors| vectors.len() == library.sections().len()) {
            Some(vectors) => library.with_vectors(vectors),
            None => Ok(library),
        }
    });
    let indexed = indexed.await.map_err(|error| Failure::Broken(error.to_string()))?;
    indexed.map_err(|refused| Failure::Broken(refused.to_string()))
}

/// The vectors of all sections of all texts, if all are there.
async fn vectors(
    store: &dyn Store,
    guild: GuildId,
    heads: &[KnowledgeHead],
    model: &str,
) -> Result<Option<Vec<Vec<f32>>>, Failure> {
    let mut all = Vec::new();
    for head in heads {
        let Some(body) = store.vectors(guild, head.number, &head.hash, model).await? else { return Ok(None) };
        let Some(vectors) = read(&body) else { return Ok(None) };
        all.extend(vectors);
    }
    Ok(Some(all).filter(|all| !all.is_empty()))
}

/// The length of a vector, a colon, and all numbers as little-endian bytes in hexadecimal.
fn written(vectors: &[Vec<f32>]) -> String {
    let bytes: Vec<u8> = vectors.iter().flatten().flat_map(|number| number.to_le_bytes()).collect();
    format!("{}:{}", vectors.first().map_or(0, Vec::len), hex::encode(bytes))
}

fn read(body: &str) -> Option<Vec<Vec<f32>>> {
    let (length, digits) = body.split_once(':')?;
    let length: usize = length.parse().ok().filter(|length| *length > 0)?;
    let bytes = hex::decode(digits).ok()?;
    let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
    numbers.len().is_multiple_of(length).then(|| numbers.chunks(length).map(<[f32]>::to_vec).collect())
}
