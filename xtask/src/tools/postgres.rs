//! A temporary PostgreSQL server: created in its own folder, on a free port of this machine, and removed on drop.
//!
//! PostgreSQL refuses to run as root, so root runs it as the user that Debian's package creates.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, Result, bail};
use xshell::{Shell, cmd};

use super::on_path;

/// Folder of the programs of each version on Debian.
const DEBIAN: &str = "/usr/lib/postgresql";
/// User that Debian's package creates.
const USER: &str = "postgres";
const ADVICE: &str = "On Debian: apt-get install postgresql. Or set DATABASE_URL to a database for the tests";

/// Shutdown mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Disconnects clients and writes a checkpoint.
    Fast,
    /// Aborts like a crash; the next start recovers.
    Immediate,
}

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    as_user: Option<(u32, u32)>,
}

impl Postgres {
    /// Creates a server and starts it. `durable` turns `fsync` on.
    pub fn start(durable: bool) -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let programs = programs()?;
        let as_user = if id("-u", None)? == 0 {
            Some((id("-u", Some(USER)).context(ADVICE)?, id("-g", Some(USER))?))
        } else {
            None
        };
        let name =
            format!("customers-postgres-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // Outside of `target/`, which PostgreSQL's user need not be able to read.
        let folder = env::temp_dir().join(name);
        fs::create_dir(&folder)?;
        // Drop removes the folder from here on.
        let server = Self { programs, folder, port: free_port()?, as_user };
        server.give(&server.folder)?;
        fs::set_permissions(&server.folder, fs::Permissions::from_mode(0o700))?;
        server.run("initdb", ["-U", "customers", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8"])?;
        let settings = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 400\nfsync = {}\n",
            server.port,
            if durable { "on" } else { "off" }
        );
        fs::write(server.data().join("postgresql.auto.conf"), settings)?;
        server.start_again()?;
        let port = server.port.to_string();
        let create = "CREATE DATABASE customers";
        server.run(
            "psql",
            ["-q", "-h", "127.0.0.1", "-p", &port, "-U", "customers", "-d", "postgres", "-c", create],
        )?;
        Ok(server)
    }

    /// Returns the URL of the database `customers`.
    pub fn url(&self) -> String {
        format!("postgres://customers@127.0.0.1:{}/customers", self.port)
    }

    /// Stops the server.
    pub fn stop(&self, how: Stop) -> Result<()> {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        self.run("pg_ctl", ["-w", "-m", mode, "stop"])
    }

    /// Starts the server again after a stop, on the same port.
    pub fn start_again(&self) -> Result<()> {
        let log = self.folder.join("log");
        self.run("pg_ctl", ["-w".as_ref(), "-l".as_ref(), log.as_os_str(), "start".as_ref()])
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn give(&self, path: &Path) -> Result<()> {
        match self.as_user {
            Some((user, group)) => Ok(chown(path, Some(user), Some(group))?),
            None => Ok(()),
        }
    }

    fn run<T: AsRef<OsStr>>(&self, program: &str, arguments: impl IntoIterator<Item = T>) -> Result<()> {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).env("PGDATA", self.data()).current_dir(&self.folder);
        if let Some((user, group)) = self.as_user {
            command.uid(user).gid(group);
        }
        // A file rather than a pipe: the server that `pg_ctl` starts inherits it and would keep a pipe open.
        let output = self.folder.join(format!("{program}.output"));
        let file = fs::File::create(&output)?;
        self.give(&output)?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        if command.status()?.success() {
            return Ok(());
        }
        let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
        bail!("PostgreSQL's {program} failed: {}{}", read(&output), read(&self.folder.join("log")))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.stop(Stop::Immediate);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns the folder with PostgreSQL's programs: the newest of Debian's, or the one on the path.
fn programs() -> Result<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().filter_map(Result::ok);
    let newest = versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .max();
    let on_path = || Some(on_path("initdb")?.parent()?.to_owned());
    newest
        .map(|(_, programs)| programs)
        .or_else(on_path)
        .with_context(|| format!("PostgreSQL's initdb was not found. {ADVICE}"))
}

/// Returns the number of a user (`-u`) or group (`-g`).
fn id(which: &str, user: Option<&str>) -> Result<u32> {
    let shell = Shell::new()?;
    Ok(cmd!(shell, "id {which} {user...}").quiet().read()?.parse()?)
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
