//! A PostgreSQL server of our own: made in a folder of its own, on a free port of this machine, and gone with the value that
//! stands for it.
//!
//! Debian's package is enough: its programs are looked for where it puts them. PostgreSQL does not run as root, so root runs
//! it as the user that the package makes.

use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{ToolFailed, failed, on_path};

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Whom Debian's package has made to run them.
const USER: &str = "postgres";
const ADVICE: &str = "install PostgreSQL, on Debian with `apt-get install postgresql`, or name a database for the tests in \
                      DATABASE_URL";

/// How a server is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Whoever is connected is cut off, and what is committed is put in order.
    Fast,
    /// As if the machine had lost its power; the next start puts things in order.
    Immediate,
}

/// A server that runs.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    as_user: Option<(u32, u32)>,
}

impl Postgres {
    /// Makes a server and starts it. With `durable`, what it has committed survives the machine too, and not only the server.
    pub fn start(durable: bool) -> Result<Self, Box<dyn Error>> {
        static NEXT: AtomicU32 = AtomicU32::new(0);

        let programs = programs()?;
        let as_user = if id(&["-u"])? == 0 {
            Some((
                id(&["-u", USER]).map_err(|error| ToolFailed(format!("{error}: {ADVICE}")))?,
                id(&["-g", USER])?,
            ))
        } else {
            None
        };
        let name =
            format!("customers-postgres-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // Not under `target/`: its user need not be let into our folders.
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder)?;
        if let Some((user, group)) = as_user {
            std::os::unix::fs::chown(&folder, Some(user), Some(group))?;
        }
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        // From here on the folder goes with the value, whatever happens.
        let server = Self { programs, folder, port: free_port()?, as_user };
        server.run("initdb", ["-U", "customers", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8"])?;
        let settings = [
            format!("port = {}", server.port),
            "listen_addresses = '127.0.0.1'".to_owned(),
            "unix_socket_directories = ''".to_owned(),
            "max_connections = 400".to_owned(),
            format!("fsync = {}", if durable { "on" } else { "off" }),
        ];
        let file = server.data().join("postgresql.auto.conf");
        fs::write(file, settings.join("\n") + "\n")?;
        server.start_again()?;
        server.run_sql("CREATE DATABASE customers")?;
        Ok(server)
    }

    /// Where its database for us is.
    pub fn url(&self) -> String {
        format!("postgres://customers@127.0.0.1:{}/customers", self.port)
    }

    /// Stops it.
    pub fn stop(&self, how: Stop) -> Result<(), Box<dyn Error>> {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        self.run("pg_ctl", ["-w", "-m", mode, "stop"])
    }

    /// Starts it after a stop, where it was.
    pub fn start_again(&self) -> Result<(), Box<dyn Error>> {
        let log = self.folder.join("log");
        self.run("pg_ctl", ["-w".as_ref(), "-l".as_ref(), log.as_os_str(), "start".as_ref()])
    }

    fn run_sql(&self, sql: &str) -> Result<(), Box<dyn Error>> {
        let port = self.port.to_string();
        let psql = ["-q", "-h", "127.0.0.1", "-p", &port, "-U", "customers", "-d", "postgres", "-c", sql];
        self.run("psql", psql)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn run<T: AsRef<OsStr>>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = T>,
    ) -> Result<(), Box<dyn Error>> {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).env("PGDATA", self.data()).current_dir(&self.folder);
        if let Some((user, group)) = self.as_user {
            command.uid(user).gid(group);
        }
        // What `pg_ctl` starts keeps what it inherits: a pipe would never come to its end.
        let said = self.folder.join(format!("{program}.said"));
        let file = fs::File::create(&said)?;
        if let Some((user, group)) = self.as_user {
            std::os::unix::fs::chown(&said, Some(user), Some(group))?;
        }
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        if command.status()?.success() {
            return Ok(());
        }
        let said = fs::read_to_string(said).unwrap_or_default();
        let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        failed(format!("PostgreSQL's {program} failed: {said}{log}"))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.stop(Stop::Immediate);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder with PostgreSQL's programs: where the shell would find them, or the newest that Debian has.
fn programs() -> Result<PathBuf, Box<dyn Error>> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().filter_map(Result::ok);
    let newest = versions
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .max();
    if let Some((_, programs)) = newest {
        return Ok(programs);
    }
    match on_path("initdb").as_deref().and_then(Path::parent) {
        Some(programs) => Ok(programs.to_owned()),
        None => failed(format!("PostgreSQL's initdb is not to be found: {ADVICE}")),
    }
}

/// What the program `id` prints: a number.
fn id(arguments: &[&str]) -> Result<u32, Box<dyn Error>> {
    let output = Command::new("id").args(arguments).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    said.trim().parse().map_err(|_| ToolFailed(format!("there is no user {USER}")).into())
}

fn free_port() -> Result<u16, Box<dyn Error>> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
