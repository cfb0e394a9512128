//! A request and its answer, held against the OpenAPI file and the rules it leaves out.

use crate::{
    opinion,
    payload::check,
    rules,
    schema::decoded,
    spec::{File, Spec, split},
    violation::{Report, Violation},
};
use fake_discord::tap::Exchange;
use serde_json::{Map, Value, json};

/// Judges an exchange: its answer, and its request where that is ours.
pub(crate) fn judge(spec: &Spec, exchange: &Exchange, request: bool, found: &mut Vec<Violation>) {
    let parts = split(&exchange.path);
    let method = exchange.method.to_lowercase();
    let Some(template) = route(spec, &parts, &method) else {
        let mut report = Report { place: format!("{} {}", exchange.method, exchange.path), found };
        if request {
            report.broken("", "Discord has no such route (discord-openapi.json, paths)");
        }
        return;
    };
    let name = format!("/{}", template.join("/"));
    let place = format!("{} {name}", exchange.method);
    let path = format!("/paths/{}", name.replace('~', "~0").replace('/', "~1"));
    let asked = Asked { spec, exchange, path: &path, method: &method };
    if request {
        let mut report = Report { place: format!("{place}, request"), found: &mut *found };
        asked.place(template, &parts, &mut report);
        asked.query(&mut report);
        asked.body(&mut report);
        let operation = asked.text("operationId");
        rules::request(&operation, exchange, &mut report);
        opinion::request(&operation, exchange, &mut report);
    }
    if !exchange.planned {
        let mut report = Report { place: format!("{place}, answer {}", exchange.status), found };
        asked.answer(&mut report);
        rules::answer(exchange, &mut report);
    }
}

/// The template with this method that fits, literal parts before parameters.
fn route<'a>(spec: &'a Spec, parts: &[String], method: &str) -> Option<&'a Vec<String>> {
    let is_parameter = |part: &str| part.starts_with('{');
    let fits = |template: &&Vec<String>| {
        let same = |(wanted, given): (&String, &String)| is_parameter(wanted) || wanted == given;
        let path = || format!("/paths/~1{}/{method}", template.join("~1"));
        template.len() == parts.len()
            && template.iter().zip(parts).all(same)
            && spec.at(File::Rest, &path()).is_some()
    };
    spec.routes.iter().filter(fits).min_by_key(|one| one.iter().filter(|part| is_parameter(part)).count())
}

struct Asked<'a> {
    spec: &'a Spec,
    exchange: &'a Exchange,
    path: &'a str,
    method: &'a str,
}

impl Asked<'_> {
    fn at(&self, pointer: &str) -> Option<&Value> {
        self.spec.at(File::Rest, &format!("{}/{}/{pointer}", self.path, self.method))
    }

    fn text(&self, pointer: &str) -> String {
        self.at(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Parameters of the path and of the operation: where their schema stands, and what they say.
    fn parameters(&self) -> impl Iterator<Item = (String, &Value)> {
        let both = [format!("{}/parameters", self.path), format!("{}/{}/parameters", self.path, self.method)];
        both.into_iter().flat_map(|pointer| {
            let list = self.spec.at(File::Rest, &pointer).and_then(Value::as_array);
            let list = list.map_or(&[][..], Vec::as_slice).iter().enumerate();
            list.map(move |(index, one)| (format!("{pointer}/{index}/schema"), one)).collect::<Vec<_>>()
        })
    }

    fn place(&self, template: &[String], parts: &[String], report: &mut Report<'_>) {
        for (wanted, given) in template.iter().zip(parts) {
            let Some(name) = wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
                continue;
            };
            let mut parameters = self.parameters();
            let known = parameters.find(|(_, one)| one["in"] == "path" && one["name"] == name);
            let Some((schema, _)) = known else { continue };
            let given = Value::from(decoded(given));
            if !self.spec.validator(File::Rest, &schema).is_valid(&given) {
                report.broken("", format!("{given} is no {name} (path of the operation)"));
            }
        }
    }

    fn query(&self, report: &mut Report<'_>) {
        let known: Vec<(String, &Value)> =
            self.parameters().filter(|(_, one)| one["in"] == "query").collect();
        let mut given: Map<String, Value> = Map::new();
        for (name, value) in url::form_urlencoded::parse(self.exchange.query.as_bytes()) {
            let value = Value::from(value.into_owned());
            match given.get_mut(name.as_ref()) {
                Some(Value::Array(list)) => list.push(value),
                Some(one) => *one = json!([one.take(), value]),
                None => drop(given.insert(name.into_owned(), value)),
            }
        }
        for (name, value) in &given {
            let Some((pointer, _)) = known.iter().find(|(_, one)| one["name"] == *name) else {
                report.broken(
                    format!("?{name}"),
                    "no such parameter of the query (parameters of the operation)",
                );
                continue;
            };
            let mut value = value.clone();
            if let Some(schema) = self.spec.at(File::Rest, pointer) {
                self.spec.document(File::Rest).coerce(&[schema], &mut value);
            }
            let validator = self.spec.validator(File::Rest, pointer);
            for error in validator.iter_errors(&value) {
                report.broken(format!("?{name}"), error.to_string());
            }
        }
        for (_, one) in known.iter().filter(|(_, one)| one["required"] == true) {
            let name = one["name"].as_str().unwrap_or_default();
            if !given.contains_key(name) {
                report.broken(format!("?{name}"), "is required (parameters of the operation)");
            }
        }
    }

    fn body(&self, report: &mut Report<'_>) {
        let Some(kinds) = self.at("requestBody/content").and_then(Value::as_object) else {
            if self.exchange.body.as_ref().is_some_and(|body| *body != json!({})) {
                report.broken("", "takes no body");
            }
            return;
        };
        let Some(body) = &self.exchange.body else {
            if self.at("requestBody/required") == Some(&Value::Bool(true)) {
                report.broken("", "the body is missing or no JSON (requestBody of the operation)");
            }
            return;
        };
        if self.exchange.form && !kinds.contains_key("multipart/form-data") {
            report.broken("", "takes no form (requestBody of the operation)");
        }
        let kind =
            if kinds.contains_key("application/json") { "application~1json" } else { "multipart~1form-data" };
        let pointer = format!("{}/{}/requestBody/content/{kind}/schema", self.path, self.method);
        let mut body = body.clone();
        if let Some(schema) = self.spec.at(File::Rest, &pointer) {
            self.spec.document(File::Rest).coerce(&[schema], &mut body);
        }
        check(self.spec, File::Rest, &pointer, &body, report);
    }

    fn answer(&self, report: &mut Report<'_>) {
        let status = self.exchange.status;
        let received = |name: &str| self.exchange.received.get(name).map_or("", String::as_str);
        // Discord itself is down; the file says nothing of that.
        if status >= 500 {
            return;
        }
        // Who asked too often for what is not theirs is not let in to Discord at all (topics/rate-limits, "Invalid Request Limit").
        if status == 429 && received("content-type").starts_with("text/") {
            return;
        }
        let wide = format!("{}XX", status / 100);
        let said = [status.to_string(), wide];
        let found = said.iter().find_map(|key| {
            let pointer = format!("{}/{}/responses/{key}", self.path, self.method);
            self.spec.at(File::Rest, &pointer).map(|one| (pointer, one))
        });
        let Some((mut pointer, mut answer)) = found else {
            return report.broken("", "the operation has no such status (responses of the operation)");
        };
        if let Some(reference) = answer["$ref"].as_str().and_then(|one| one.strip_prefix('#')) {
            pointer = reference.to_owned();
            answer = self.spec.at(File::Rest, reference).unwrap_or(&Value::Null);
        }
        // The limit on all requests has no bucket to tell of (topics/rate-limits, "Global Rate Limits").
        let headers = answer["headers"].as_object().filter(|_| received("x-ratelimit-scope") != "global");
        for name in headers.into_iter().flat_map(Map::keys) {
            if !self.exchange.received.contains_key(&name.to_lowercase()) {
                report.broken("", format!("the header {name} is missing (responses of the operation)"));
            }
        }
        let typed = answer["content"]["application/json"].is_object();
        match &self.exchange.answer {
            Some(value) if typed => {
                check(
                    self.spec,
                    File::Rest,
                    &format!("{pointer}/content/application~1json/schema"),
                    value,
                    report,
                );
            }
            Some(_) => report.broken("", "has no body (responses of the operation)"),
            None if typed => report.broken("", "the body is missing or no JSON (responses of the operation)"),
            None => {}
        }
    }
}
