//! Bundles what the browser runs: npm's packages and our own files become one script and one stylesheet, inside the program.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const INPUTS: &[&str] = &["package.json", "package-lock.json", "assets/app.js", "assets/app.css"];

fn main() {
    for input in INPUTS {
        println!("cargo:rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    // In a folder of the build's own, so that the source tree stays as it is.
    let folder = out.join("browser");
    fs::create_dir_all(folder.join("assets")).expect("the build folder can be written to");
    for input in INPUTS {
        fs::copy(input, folder.join(input)).unwrap_or_else(|error| panic!("{input}: {error}"));
    }
    run(&folder, "npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    let esbuild = folder.join("node_modules/esbuild/bin/esbuild").display().to_string();
    let script = format!("--outfile={}", out.join("app.js").display());
    run(
        &folder,
        "node",
        &[
            &esbuild,
            "assets/app.js",
            "--bundle",
            "--minify",
            "--format=iife",
            "--target=es2022",
            &script,
            "--log-level=error",
        ],
    );
    let style = format!("--outfile={}", out.join("app.css").display());
    run(&folder, "node", &[&esbuild, "assets/app.css", "--bundle", "--minify", &style, "--log-level=error"]);
}

fn run(folder: &Path, program: &str, args: &[&str]) {
    match Command::new(program).args(args).current_dir(folder).status() {
        Ok(status) if status.success() => {}
        Ok(status) => panic!("`{program} {}` ended with {status}; its words are above", args.join(" ")),
        Err(error) => panic!(
            "Guildhall's web pages are bundled when it is built: install Node.js 20 or newer with npm ({program}: {error})"
        ),
    }
}
