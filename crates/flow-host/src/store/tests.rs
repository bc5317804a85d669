//! Opening databases, files that are none, and databases of others; and the rights of steps.

mod lists;

use std::fs;
use std::path::Path;

use flow::Time;
use flow_durable::{DeliveryId, Secret, Uuids};

use super::{Running, Store};
use crate::error::{Fault, OpenError};
use crate::step::{self, Step, StepError};

fn open(path: &Path) -> Result<Store, OpenError> {
    Store::open(path, "program 1", Secret([1; 32]))
}

fn refusal(path: &Path) -> String {
    open(path)
        .err()
        .map_or_else(String::new, |error| error.to_string().replace(&path.display().to_string(), "F"))
}

#[test]
fn a_database_keeps_its_secret_and_is_its_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let store = open(&path).unwrap();
    let connection = store.connection().unwrap();
    let pragma =
        |name: &str| connection.query_row(&format!("PRAGMA {name}"), (), |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!((pragma("synchronous"), pragma("application_id")), (2, 0x464C_4F57));
    let mode: String = connection.query_row("PRAGMA journal_mode", (), |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    assert_eq!(refusal(&path), "another host runs with F: one database has one host");
    drop(store);
    let again = Store::open(&path, "program 1", Secret([2; 32])).unwrap();
    assert!(again.secret() == Secret([1; 32]));
    #[cfg(unix)]
    for suffix in ["", "-wal", "-shm", "-lock"] {
        use std::os::unix::fs::PermissionsExt;
        let file = folder.path().join(format!("a.db{suffix}"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{suffix}");
    }
}

#[test]
fn what_is_no_database_of_this_host_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text");
    fs::write(&path, "Call me Ishmael. Some years ago - never mind how long precisely - having little money")
        .unwrap();
    assert_eq!(refusal(&path), "F is not a database");

    let path = folder.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA application_id = 77").unwrap();
    assert_eq!(refusal(&path), "F is the database of another application (application_id 0x4d)");

    let path = folder.path().join("newer.db");
    drop(open(&path).unwrap());
    let change = |sql: &str| rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    change("UPDATE flow_meta SET value = 99 WHERE name = 'format'");
    assert_eq!(refusal(&path), "F has format 99, and this host knows formats up to 4: use the newer host");
    let missing = folder.path().join("no/such/folder.db");
    assert!(matches!(open(&missing), Err(OpenError::Other { .. })));
}

/// Names the folder for the process that opens a database as a user without rights.
#[cfg(unix)]
const FOLDER: &str = "FLOW_READ_ONLY_FOLDER";

/// As a test of its own it does not run.
#[cfg(unix)]
#[test]
fn the_process_that_cannot_write() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    println!("refused: {}", refusal(&Path::new(&folder).join("a.db")));
}

#[cfg(unix)]
#[test]
fn a_folder_and_a_file_that_cannot_be_written_are_refused() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let set_mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let refused = || {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "store::tests::the_process_that_cannot_write", "--nocapture"]);
        command.env(FOLDER, folder.path());
        // Permissions do not restrict root, so that the child runs as another user.
        if fs::write(folder.path().join("probe"), "").is_ok() {
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().find_map(|line| line.split_once("refused: ")).map(|(_, why)| why.to_owned()).unwrap()
    };
    set_mode(folder.path(), 0o555);
    let why = refused();
    assert!(why.starts_with("F cannot be written: ") && why.contains("ermission denied"), "{why}");
    set_mode(folder.path(), 0o777);
    drop(open(&path).unwrap());
    for file in fs::read_dir(folder.path()).unwrap() {
        set_mode(&file.unwrap().path(), 0o666);
    }
    set_mode(&path, 0o444);
    let why = refused();
    assert!(why.starts_with("F cannot be written: "), "{why}");
    set_mode(&path, 0o600);
    assert_eq!(refusal(&path), "", "nothing has happened to it");
}

#[test]
fn a_full_disk_is_named_where_a_database_is_opened() {
    let full = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None);
    let error = super::cannot_open(Path::new("F"), &full).to_string();
    assert!(error.starts_with("F cannot be opened: the disk is full"), "{error}");
}

/// The columns of all tables, and the indices, as far as statements depend on them.
fn columns_and_indices(path: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let select = "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk
        FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'
        UNION ALL SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1";
    let mut select = connection.prepare(select).unwrap();
    select.query_map((), |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn an_older_format_is_converted_after_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let [path, new] = ["a.db", "new.db"].map(|name| folder.path().join(name));
    let secret = open(&new).unwrap().secret();
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(include_str!("format_1.sql")).unwrap();
    old.execute("ATTACH ?1 AS new", [new.to_str().unwrap()]).unwrap();
    let rows = "INSERT INTO flow_meta SELECT * FROM new.flow_meta; UPDATE flow_meta SET value = 1 WHERE name = 'format';
        PRAGMA application_id = 0x464C4F57;
        INSERT INTO flow_delivery (id, receiver, event, payload, origin, depth, status)
        VALUES (zeroblob(16), 1, 'a', '{}', 0, 3, 0);
        INSERT INTO flow_timer (instance, kind, event, payload, due) VALUES (1, 0, 'a', '{}', 7)";
    old.execute_batch(rows).unwrap();
    drop(old);
    let store = open(&path).unwrap();
    assert!(store.secret() == secret);
    let delivery = store.first_queued(1, super::Order::Loose).unwrap().unwrap();
    assert_eq!((delivery.root, delivery.depth), (0, 3));
    drop(store);
    assert_eq!(columns_and_indices(&path), columns_and_indices(&new));
    let format = |path: &Path| {
        let select = "SELECT value FROM flow_meta WHERE name = 'format'";
        rusqlite::Connection::open(path).unwrap().query_row(select, (), |row| row.get::<_, i64>(0)).unwrap()
    };
    let copy = folder.path().join("a.db-format-1");
    assert_eq!((format(&path), format(&copy)), (super::schema::FORMAT, 1));
    assert_eq!(refusal(&path), "", "and opened again");
}

#[test]
fn a_backup_is_a_whole_database_of_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, to) = (folder.path().join("a.db"), folder.path().join("copy.db"));
    let store = open(&path).unwrap();
    store.execute("CREATE TABLE sale (id)", ()).unwrap();
    store.begin().unwrap();
    store.execute("INSERT INTO sale VALUES (1)", ()).unwrap();
    super::back_up(&path, &to).unwrap();
    store.commit().unwrap();
    let copy = open(&to).unwrap();
    assert!(copy.secret() == store.secret());
    let sales = |store: &Store| store.find("SELECT count(*) FROM sale", (), |row| row.get(0)).unwrap();
    assert_eq!((sales(&store), sales(&copy)), (Some(1), Some(0)));
    let again = super::back_up(&path, &to).unwrap_err().to_string();
    assert!(again.ends_with("copy.db exists already"), "{again}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(super::back_up(&path, &folder.path().join("no/such/copy.db")).is_err());
}

#[test]
fn a_database_of_the_program_gets_the_hosts_tables() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("CREATE TABLE sale (id); INSERT INTO sale VALUES (1)").unwrap();
    drop(connection);
    let store = open(&path).unwrap();
    let sales: i64 =
        store.connection().unwrap().query_row("SELECT count(*) FROM sale", (), |row| row.get(0)).unwrap();
    assert_eq!(sales, 1);
}

/// Runs something as a handler would.
fn in_step<T>(store: &mut Store, run: impl FnOnce(Step) -> T) -> (T, Option<Fault>) {
    let is_alone = !store.is_in_transaction();
    if is_alone {
        store.begin().unwrap();
    }
    let uuids = Uuids::new(store.secret(), DeliveryId([0; 16]));
    let handle = step::enter(store.take_connection().unwrap(), store.access(), Time::from_millis(5), uuids);
    let result = run(handle);
    let (connection, fault) = step::leave().unwrap();
    store.put_connection(connection);
    if is_alone && store.is_in_transaction() {
        store.commit().unwrap();
    }
    (result, fault)
}

#[test]
fn a_step_has_the_programs_tables_and_not_the_hosts() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("a.db")).unwrap();
    let (kept, fault) = in_step(&mut store, |step| {
        step.execute("CREATE TABLE sale (id INTEGER)", ()).unwrap();
        assert_eq!(step.execute("INSERT INTO sale VALUES (?1)", [7]).unwrap(), 1);
        let read = step.query("SELECT id FROM sale", (), |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!((read, step.now()), (vec![7], Time::from_millis(5)));
        assert_ne!(step.uuid(), step.uuid());
        for refused in [
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT a",
            "ATTACH 'x.db' AS x",
            "PRAGMA synchronous = OFF",
            "DELETE FROM flow_instance",
            "UPDATE FLOW_instance SET state = 'x'",
            "INSERT INTO flow_dead (kind, phrase, error, at) VALUES ('', '', '', 0)",
            "DROP TABLE flow_timer",
            "ALTER TABLE flow_timer RENAME TO timer",
            "CREATE TRIGGER t AFTER INSERT ON flow_instance BEGIN SELECT 1; END",
            "SELECT value FROM flow_meta",
        ] {
            let error = step.execute(refused, ()).expect_err(refused).to_string();
            assert!(error.contains("not authorized") || error.contains("prohibited"), "{refused}: {error}");
        }
        assert!(step.execute("/*flow*/ COMMIT", ()).is_err(), "a statement of the host");
        assert!(
            step.query("SELECT count(*) FROM flow_instance", (), |_| Ok(())).is_ok(),
            "reading is allowed"
        );
        step
    });
    assert_eq!(fault, None);
    assert!(matches!(kept.execute("INSERT INTO sale VALUES (8)", ()), Err(StepError::Over)));
    let (of_another, _) = in_step(&mut store, |_| kept.query("SELECT 1", (), |_| Ok(())));
    assert!(matches!(of_another, Err(StepError::Over)), "the handle is of an earlier step");
}

#[test]
fn rows_of_what_failed_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("a.db")).unwrap();
    store.begin().unwrap();
    let (count, _) = in_step(&mut store, |step| {
        step.execute("CREATE TABLE sale (id INTEGER PRIMARY KEY)", ()).unwrap();
        step.execute("INSERT INTO sale VALUES (1)", ()).unwrap();
        let failed = step.try_write(|step| {
            step.execute("INSERT INTO sale VALUES (2)", ())?;
            step.execute("INSERT INTO sale VALUES (1)", ())
        });
        assert!(matches!(failed, Err(StepError::Database(_))));
        step.try_write(|step| step.execute("INSERT INTO sale VALUES (3)", ())).unwrap();
        step.query("SELECT id FROM sale", (), |row| row.get::<_, i64>(0)).unwrap()
    });
    assert_eq!(count, [1, 3]);
    store.commit().unwrap();
}

#[test]
fn a_full_disk_is_no_fault_of_the_step() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("a.db")).unwrap();
    store.connection().unwrap().execute_batch("CREATE TABLE sale (id); PRAGMA max_page_count = 1").unwrap();
    store.begin().unwrap();
    let (_, fault) =
        in_step(&mut store, |step| step.execute("INSERT INTO sale VALUES (zeroblob(100000))", ()));
    assert_eq!(fault, Some(Fault::Environment("the disk is full (database or disk is full)".into())));
}

#[test]
fn a_table_that_the_step_itself_reads_is_its_own_fault() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("a.db")).unwrap();
    store
        .connection()
        .unwrap()
        .execute_batch("CREATE TABLE sale (id); INSERT INTO sale VALUES (1), (2)")
        .unwrap();
    let (dropped, fault) = in_step(&mut store, |step| {
        step.query("SELECT id FROM sale", (), |_| Ok(step.execute("DROP TABLE sale", ()).is_ok())).unwrap()
    });
    assert_eq!((dropped, fault), (vec![false, false], None));
}

#[test]
fn a_delivery_is_a_culprit_after_three_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("running");
    let (good, bad) = (DeliveryId([1; 16]), DeliveryId([2; 16]));
    for _ in 0..3 {
        let mut running = Running::open(&path).unwrap();
        assert_eq!(running.take_culprits(), []);
        running.begin(good);
        running.clear();
        running.begin(bad);
        // Here the process ends.
    }
    let mut running = Running::open(&path).unwrap();
    assert_eq!(running.take_culprits(), [bad]);
    running.begin(bad);
    running.clear();
    assert_eq!(fs::read_to_string(&path).unwrap(), "");
}
