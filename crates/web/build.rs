//! Bundles what the browser runs: `npm ci` and esbuild, in a copy under `OUT_DIR` so that the source tree stays clean.
//!
//! Runs again only when an input changed; installs again only when the lock file changed.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// The oldest Node.js that the bundler and our scripts are tried with.
const NODE: u32 = 20;
const INPUTS: [&str; 3] = ["package.json", "package-lock.json", "assets"];
const NEED: &str = "Guildhall's web pages are bundled at build time: install Node.js 20 or newer with npm \
                    (https://nodejs.org), and see that `node` and `npm` are on the PATH.";

fn main() -> ExitCode {
    match bundle() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            for line in problem.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn bundle() -> Result<(), String> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let work = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?).join("web");
    println!("cargo::rerun-if-changed=build.rs");
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
    }
    check_node()?;
    fs::create_dir_all(&work).map_err(|e| format!("cannot create {}: {e}", work.display()))?;
    let assets = work.join("assets");
    if assets.exists() {
        fs::remove_dir_all(&assets).map_err(|e| format!("cannot clear {}: {e}", assets.display()))?;
    }
    copy(&here.join("assets"), &assets)?;
    install(&here, &work)?;
    esbuild(&work, "assets/ts/app.ts", "dist/app.js", &["--format=esm", "--target=es2022"])?;
    esbuild(&work, "assets/ts/worker.ts", "dist/worker.js", &["--format=iife", "--target=es2022"])?;
    esbuild(&work, "assets/css/app.css", "dist/app.css", &["--target=chrome120,firefox121,safari17"])
}

fn check_node() -> Result<(), String> {
    let answer = Command::new("node").arg("--version").output().map_err(|_| NEED.to_owned())?;
    let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(format!("{NEED} Found Node.js \"{version}\".")),
    }
}

/// Installs when the lock differs from the one that is installed.
fn install(here: &Path, work: &Path) -> Result<(), String> {
    let read = |path: PathBuf| fs::read(path).unwrap_or_default();
    let done = work.join("installed.json");
    let wanted = [read(here.join("package.json")), read(here.join("package-lock.json"))].concat();
    if read(done.clone()) == wanted && work.join("node_modules").exists() {
        return Ok(());
    }
    for name in ["package.json", "package-lock.json"] {
        fs::copy(here.join(name), work.join(name)).map_err(|e| format!("cannot copy {name}: {e}"))?;
    }
    // No install scripts: nothing but the listed packages' files is wanted.
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]);
    run(npm.current_dir(work), "npm ci")?;
    fs::write(done, wanted).map_err(|e| e.to_string())
}

fn esbuild(work: &Path, entry: &str, out: &str, more: &[&str]) -> Result<(), String> {
    let mut node = Command::new("node");
    node.arg("node_modules/esbuild/bin/esbuild").args([entry, "--bundle", "--minify", "--log-level=warning"]);
    node.arg(format!("--outfile={out}")).args(more);
    run(node.current_dir(work), &format!("esbuild {entry}"))
}

fn run(command: &mut Command, what: &str) -> Result<(), String> {
    let answer = command.output().map_err(|e| format!("{NEED} ({what}: {e})"))?;
    if answer.status.success() {
        return Ok(());
    }
    let said = [&*answer.stdout, &*answer.stderr].concat();
    Err(format!("{what} failed ({}):\n{}", answer.status, String::from_utf8_lossy(&said)))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let say = |e: std::io::Error| format!("cannot copy {}: {e}", from.display());
    fs::create_dir_all(to).map_err(say)?;
    for entry in fs::read_dir(from).map_err(say)? {
        let entry = entry.map_err(say)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(say)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(say)?;
        }
    }
    Ok(())
}
