//! A file system in memory that loses unsynced writes when the power fails: a part of the writes to each file since its last sync is
//! there, in sectors that are old, new or torn. It also fails once, or is full for a while, at a given call.
//!
//! SQLite itself writes and syncs here, with all the files that it needs. Each test registers a file system of its own, so that none sees
//! the files of another.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlite_vfs::wip::{WalIndex, WalIndexLock};
use sqlite_vfs::{DatabaseHandle, LockKind, OpenAccess, OpenOptions, Vfs};

use crate::engine::Random;
use crate::store::FILE_SYSTEM;

/// The bytes that a disk writes as a whole, at most.
const SECTOR: usize = 512;

/// The effect of a call on a disk that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// An error of the device.
    Broken,
    /// There is no space.
    Full,
}

/// The content of all files.
#[derive(Clone, Debug, Default)]
struct Disk {
    files: BTreeMap<String, Content>,
    /// How many more writes and syncs succeed, and how many fail after these, and how.
    failing: Option<(u64, u64, Failure)>,
    /// Whether a sync has no effect, as on a disk that lies.
    ignores_syncs: bool,
}

#[derive(Clone, Debug, Default)]
struct Content {
    now: Vec<u8>,
    /// The contents that are surely on the disk. A file that was never synced may be missing.
    synced: Option<Vec<u8>>,
}

/// A file system.
#[derive(Clone, Debug, Default)]
pub(super) struct Volume(Arc<Mutex<Disk>>);

/// The databases of this thread are in a volume while this exists.
pub(super) struct InUse;

impl Drop for InUse {
    fn drop(&mut self) {
        FILE_SYSTEM.set(None);
    }
}

impl Volume {
    /// Registers an empty file system, and uses it for the databases that this thread opens.
    pub(super) fn for_this_thread() -> (Self, InUse) {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let volume = Volume::default();
        let name = format!("volatile-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        sqlite_vfs::register(&name, volume.clone(), false).expect("the name is new");
        FILE_SYSTEM.set(Some(name));
        (volume, InUse)
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Syncs have no effect from now on.
    pub(super) fn ignore_syncs(&self) {
        self.disk().ignores_syncs = true;
    }

    /// After a number of writes and syncs, some fail.
    pub(super) fn fail_after(&self, calls: u64, times: u64, failure: Failure) {
        self.disk().failing = Some((calls, times, failure));
    }

    /// Whether these calls were made and have failed.
    pub(super) fn has_failed(&self) -> bool {
        self.disk().failing.is_none()
    }

    /// The files as they could be if the power failed now.
    pub(super) fn after_power_loss(&self, seed: u64) -> Volume {
        let mut dice = Random::Seed(seed);
        let mut disk = self.disk().clone();
        disk.failing = None;
        disk.files.retain(|_, content| content.lose(&mut dice));
        Volume(Arc::new(Mutex::new(disk)))
    }

    /// The files are those of another volume.
    pub(super) fn restore(&self, other: &Volume) {
        let files = other.disk().files.clone();
        self.disk().files = files;
    }
}

impl Disk {
    /// Lets a write or a sync fail, if that was planned.
    fn call(&mut self) -> Result<()> {
        let Some((calls, times, failure)) = &mut self.failing else { return Ok(()) };
        if *calls > 0 {
            *calls -= 1;
            return Ok(());
        }
        *times -= 1;
        let kind = if *failure == Failure::Full { ErrorKind::WriteZero } else { ErrorKind::Other };
        if *times == 0 {
            self.failing = None;
        }
        Err(Error::from(kind))
    }
}

impl Content {
    /// Loses a part of the unsynced writes. Returns whether the file exists at all.
    fn lose(&mut self, dice: &mut Random) -> bool {
        let Some(synced) = self.synced.clone() else { return dice.number().is_multiple_of(2) };
        if self.now == synced {
            return true;
        }
        let length = match dice.number() % 3 {
            0 => synced.len(),
            1 => self.now.len(),
            _ => {
                let (least, most) = (synced.len().min(self.now.len()), synced.len().max(self.now.len()));
                least + dice.number() as usize % (most - least + 1)
            }
        };
        let byte = |of: &[u8], at: usize| of.get(at).copied().unwrap_or(0);
        let mut left = Vec::with_capacity(length);
        for start in (0..length).step_by(SECTOR) {
            let sector = start..length.min(start + SECTOR);
            // From where on the sector is as before.
            let torn = match dice.number() % 3 {
                0 => sector.start,
                1 => sector.end,
                _ => sector.start + dice.number() as usize % sector.len(),
            };
            left.extend(sector.map(|at| if at < torn { byte(&self.now, at) } else { byte(&synced, at) }));
        }
        (self.synced, self.now) = (Some(left.clone()), left);
        true
    }
}

/// An open file.
pub(super) struct Handle {
    volume: Volume,
    name: String,
    lock: LockKind,
}

impl Handle {
    fn with<T>(&self, run: impl FnOnce(&mut Content) -> T) -> T {
        run(self.volume.disk().files.entry(self.name.clone()).or_default())
    }
}

impl Vfs for Volume {
    type Handle = Handle;

    fn open(&self, name: &str, options: OpenOptions) -> Result<Handle> {
        let creates = matches!(options.access, OpenAccess::Create | OpenAccess::CreateNew);
        let mut disk = self.disk();
        if !disk.files.contains_key(name) && !creates {
            return Err(ErrorKind::NotFound.into());
        }
        disk.files.entry(name.to_owned()).or_default();
        Ok(Handle { volume: self.clone(), name: name.to_owned(), lock: LockKind::None })
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.disk().files.remove(name);
        Ok(())
    }

    fn exists(&self, name: &str) -> Result<bool> {
        Ok(self.disk().files.contains_key(name))
    }

    fn temporary_name(&self) -> String {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        format!("temporary-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
    }

    fn random(&self, buffer: &mut [i8]) {
        // The salts of a log must differ from those of the log before.
        let mut random = Random::System;
        buffer.fill_with(|| random.number().to_le_bytes()[0].cast_signed());
    }

    fn sleep(&self, duration: Duration) -> Duration {
        duration
    }
}

impl DatabaseHandle for Handle {
    type WalIndex = Index;

    fn size(&self) -> Result<u64> {
        Ok(self.with(|content| content.now.len() as u64))
    }

    fn read_exact_at(&mut self, buffer: &mut [u8], offset: u64) -> Result<()> {
        let start = usize::try_from(offset).map_err(Error::other)?;
        self.with(|content| {
            let part = content.now.get(start..start + buffer.len());
            buffer.copy_from_slice(part.ok_or(ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn write_all_at(&mut self, buffer: &[u8], offset: u64) -> Result<()> {
        self.volume.disk().call()?;
        let start = usize::try_from(offset).map_err(Error::other)?;
        self.with(|content| {
            let end = start + buffer.len();
            if content.now.len() < end {
                content.now.resize(end, 0);
            }
            content.now[start..end].copy_from_slice(buffer);
        });
        Ok(())
    }

    fn sync(&mut self, _data_only: bool) -> Result<()> {
        let mut disk = self.volume.disk();
        disk.call()?;
        if disk.ignores_syncs {
            return Ok(());
        }
        drop(disk);
        self.with(|content| content.synced = Some(content.now.clone()));
        Ok(())
    }

    fn set_len(&mut self, size: u64) -> Result<()> {
        let size = usize::try_from(size).map_err(Error::other)?;
        self.with(|content| content.now.resize(size, 0));
        Ok(())
    }

    fn lock(&mut self, lock: LockKind) -> Result<bool> {
        self.lock = lock;
        Ok(true)
    }

    fn reserved(&mut self) -> Result<bool> {
        Ok(false)
    }

    fn current_lock(&self) -> Result<LockKind> {
        Ok(self.lock)
    }

    fn wal_index(&self, _readonly: bool) -> Result<Index> {
        Ok(Index)
    }
}

/// The index of the log is in the memory of its connection, which is the only one.
pub(super) struct Index;

impl WalIndex for Index {
    fn map(&mut self, _region: u32) -> Result<[u8; 32768]> {
        Ok([0; 32768])
    }

    fn lock(&mut self, _locks: Range<u8>, _lock: WalIndexLock) -> Result<bool> {
        Ok(true)
    }

    fn delete(self) -> Result<()> {
        Ok(())
    }
}
