//! A browser of the stories: pages, forms and streams, without a screen.

use crate::hall::{Hall, PATIENCE};
use fake_discord::Person;

impl Hall {
    /// Signs a person in on the web, as a browser would.
    pub async fn signed_in(&self, person: &Person) -> Browser {
        self.signed_in_after(person, "").await
    }

    /// As [`Hall::signed_in`], on a browser that has this cookie from before.
    pub async fn signed_in_after(&self, person: &Person, before: &str) -> Browser {
        let jar =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let begin = jar.get(format!("{}/auth/discord?next=/", self.web)).send().await.expect("answers");
        let pending = cookie_of(&begin);
        let at_discord = format!("{}&as={}", begin.headers()["location"].to_str().expect("text"), person.id);
        let back = jar.get(at_discord).send().await.expect("answers");
        let address = back.headers()["location"].to_str().expect("text").to_owned();
        let cookies = format!("{pending}; {before}");
        let done = jar.get(address).header("cookie", cookies).send().await.expect("answers");
        assert_eq!(done.status(), 303, "signing in failed");
        Browser { client: jar, cookie: cookie_of(&done), base: self.web.clone(), guild: self.sample.guild }
    }
}

fn cookie_of(response: &reqwest::Response) -> String {
    let all = response.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let first = all.map(|one| one.split(';').next().unwrap_or_default().to_owned()).next();
    first.expect("a cookie is set")
}

/// A signed-in browser without a screen.
pub struct Browser {
    pub client: reqwest::Client,
    pub cookie: String,
    pub base: String,
    pub guild: u64,
}

impl Browser {
    /// Gets a page: its status and text.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let asked = self.client.get(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        let response = asked.send().await.expect("answers");
        (response.status().as_u16(), response.text().await.expect("is text"))
    }

    /// Gets a page of the guild.
    pub async fn page(&self, path: &str) -> (u16, String) {
        self.get(&format!("/g/{}{path}", self.guild)).await
    }

    /// Over which version a form on a page of the guild would save.
    pub async fn version(&self, path: &str) -> String {
        let (_, html) = self.page(path).await;
        let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        over.expect("a form with a version").to_owned()
    }

    /// Writes in a ticket: words and files, as the form on its page sends them. The same `once` is the same act.
    pub async fn write(&self, number: u32, once: &str, text: &str, files: &[(&str, &[u8])]) -> (u16, String) {
        let page = format!("/tickets/{number}");
        self.upload(&page, &format!("{page}/messages"), &[("once", once), ("text", text)], files).await
    }

    /// Sends a form with files that is on a page.
    pub async fn upload(
        &self,
        page: &str,
        act: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> (u16, String) {
        let (_, html) = self.page(page).await;
        let secret = html.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut form =
            reqwest::multipart::Form::new().text("csrf", secret.expect("a form is on the page").to_owned());
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        for (name, bytes) in files {
            // Of the composer, or of a named field: `field=name`.
            let (field, name) = name.split_once('=').unwrap_or(("files", name));
            let part = reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(name.to_owned());
            form = form.part(field.to_owned(), part);
        }
        let asked = self
            .client
            .post(format!("{}/g/{}{act}", self.base, self.guild))
            .header("cookie", &self.cookie)
            .header("origin", &self.base)
            .header("referer", format!("{}/g/{}{page}", self.base, self.guild))
            .multipart(form);
        let response = asked.send().await.expect("answers");
        let status = response.status().as_u16();
        let to = response.headers().get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
        (status, to.unwrap_or(response.text().await.expect("is text")))
    }

    /// What an act in bulk would do, as the bar of a list asks for it.
    pub async fn rehearses(&self, fields: &[(&str, &str)]) -> (u16, String) {
        self.send("/tickets", "/bulk/rehearsal", fields).await
    }

    /// Sends a form that is on a page: with its secret.
    pub async fn send(&self, page: &str, act: &str, more: &[(&str, &str)]) -> (u16, String) {
        let (_, html) = self.page(page).await;
        let secret = html.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let mut form = vec![("csrf", secret.expect("a form is on the page"))];
        form.extend(more);
        let asked = self
            .client
            .post(format!("{}/g/{}{act}", self.base, self.guild))
            .header("cookie", &self.cookie)
            .header("origin", &self.base)
            .form(&form);
        let response = asked.send().await.expect("answers");
        (response.status().as_u16(), response.text().await.expect("is text"))
    }
}

/// Reads on in a stream of a page until the words come: all that it told till then.
pub async fn hears(stream: &mut reqwest::Response, words: &str) -> String {
    let reading = async {
        let mut all = String::new();
        while !all.contains(words) {
            let part = stream.chunk().await.expect("goes on").expect("goes on");
            all.push_str(&String::from_utf8_lossy(&part));
        }
        all
    };
    tokio::time::timeout(PATIENCE, reading).await.expect("hears of it in time")
}
