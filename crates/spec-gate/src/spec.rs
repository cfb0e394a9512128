//! Discord's own description of its interface, and the generated one of its gateway, loaded once per process.

use crate::schema::{Document, decoded};
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// The three files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum File {
    Rest,
    Gateway,
    Interactions,
}

impl File {
    const ALL: [Self; 3] = [Self::Rest, Self::Gateway, Self::Interactions];

    fn name(self) -> &'static str {
        match self {
            Self::Rest => "discord-openapi.json",
            Self::Gateway => "discord-gateway-dispatch.schema.json",
            Self::Interactions => "discord-interaction-create.schema.json",
        }
    }

    fn address(self) -> &'static str {
        match self {
            Self::Rest => "urn:discord:rest",
            Self::Gateway => "urn:discord:gateway",
            Self::Interactions => "urn:discord:interactions",
        }
    }
}

/// The files, ready to be asked.
pub(crate) struct Spec {
    files: HashMap<File, Value>,
    registry: Registry<'static>,
    /// Templates of the paths, split.
    pub(crate) routes: Vec<Vec<String>>,
    /// The definition of each gateway event.
    pub(crate) events: HashMap<String, String>,
    validators: Mutex<HashMap<(File, String), Arc<Validator>>>,
}

/// The folder the files are expected in.
pub(crate) fn folder() -> PathBuf {
    match std::env::var_os("DISCORD_SPEC_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/discord"),
    }
}

/// The files of [`folder`], or why they are not there. Read and prepared once per process.
pub(crate) fn spec() -> Result<&'static Spec, &'static str> {
    static SPEC: OnceLock<Result<Spec, String>> = OnceLock::new();
    SPEC.get_or_init(|| Spec::load(&folder())).as_ref().map_err(String::as_str)
}

impl Spec {
    fn load(folder: &Path) -> Result<Self, String> {
        let (mut files, mut registry) = (HashMap::new(), Registry::new());
        for file in File::ALL {
            let path = folder.join(file.name());
            let text = std::fs::read(&path).map_err(|error| format!("{}: {error}", file.name()))?;
            let mut value: Value =
                serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", file.name()))?;
            corrected(file, &mut value);
            registry = registry.add(file.address(), value.clone()).map_err(|error| error.to_string())?;
            files.insert(file, value);
        }
        let registry = registry.prepare().map_err(|error| error.to_string())?;
        let paths = files[&File::Rest]["paths"].as_object().ok_or("the OpenAPI file lists no paths")?;
        let routes = paths.keys().map(|path| split(path)).collect();
        let events = events(&files[&File::Gateway]);
        Ok(Self { files, registry, routes, events, validators: Mutex::default() })
    }

    pub(crate) fn document(&self, file: File) -> Document<'_> {
        Document(&self.files[&file])
    }

    /// What stands at a JSON pointer of a file.
    pub(crate) fn at(&self, file: File, pointer: &str) -> Option<&Value> {
        self.files[&file].pointer(pointer)
    }

    /// The validator of the schema at a JSON pointer, built when first asked for.
    pub(crate) fn validator(&self, file: File, pointer: &str) -> Arc<Validator> {
        let mut known = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || {
            let escaped: String = pointer
                .bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'~' | b'_' | b'-' | b'.' | b'@' => {
                        char::from(byte).to_string()
                    }
                    other => format!("%{other:02X}"),
                })
                .collect();
            let schema = json!({"$ref": format!("{}#{escaped}", file.address())});
            let options = jsonschema::options().with_registry(&self.registry).should_validate_formats(true);
            let validator = options.should_ignore_unknown_formats(true).build(&schema);
            Arc::new(
                validator.unwrap_or_else(|error| panic!("the schema at {pointer} cannot be used: {error}")),
            )
        };
        Arc::clone(known.entry((file, pointer.to_owned())).or_insert_with(build))
    }
}

/// Where the documentation and the file differ, the documentation counts (README of discord/discord-api-spec).
fn corrected(file: File, value: &mut Value) {
    if file != File::Rest {
        let definitions = value["definitions"].as_object_mut().into_iter().flat_map(|all| all.values_mut());
        // A bit field with one bit so far comes out as that bit alone.
        for flags in definitions.filter_map(|one| one.pointer_mut("/properties/flags")?.as_object_mut()) {
            flags.remove("const");
        }
    }
    // A 429 has a code only where there is one for the limit (topics/rate-limits, "Exceeding A Rate Limit").
    if file == File::Rest
        && let Some(one) = value.pointer_mut("/components/schemas/RatelimitedResponse/allOf/0")
    {
        let properties = json!({"code": {"type": "integer"}, "message": {"type": "string"}});
        *one = json!({"type": "object", "required": ["message"], "properties": properties});
    }
    // The file has numbers as the codes of a form's errors; they are words (reference, "Error Messages").
    let codes = "/components/schemas/InnerErrors/properties/_errors/items";
    if file == File::Rest
        && let Some(one) = value.pointer_mut(codes)
    {
        let text = json!({"type": "string"});
        let properties = json!({"code": text, "message": text});
        *one = json!({"type": "object", "required": ["code", "message"], "properties": properties});
    }
}

/// The parts of a path or of a template.
pub(crate) fn split(path: &str) -> Vec<String> {
    path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn events(file: &Value) -> HashMap<String, String> {
    let document = Document(file);
    let mut found = HashMap::new();
    for one in file["anyOf"].as_array().into_iter().flatten() {
        let Some(reference) = one["$ref"].as_str() else { continue };
        let Some(target) = document.resolve(reference) else { continue };
        let name = &target["properties"]["t"];
        let listed = name["enum"].as_array().into_iter().flatten().chain(name.get("const"));
        for event in listed.filter_map(Value::as_str) {
            found.insert(event.to_owned(), decoded(reference.trim_start_matches('#')));
        }
    }
    found
}
