//! The host's tables.
//!
//! Times are microseconds since 1970 in UTC. Machines and actors are stored by name, since their numbers change with the
//! specification. Row numbers are never given out again (`AUTOINCREMENT`). An index of a queue has only the rows that wait, so that it
//! stays small however many instances there are.

/// The mark of a file that a host wrote: `FLOW`.
pub(crate) const APPLICATION: i64 = 0x464C_4F57;

/// The format of the tables.
pub(crate) const FORMAT: i64 = 4;

/// The versions of the specification that have written the database, oldest first. The last one is that of all rows.
pub(crate) const PROGRAMS: &str = "
CREATE TABLE IF NOT EXISTS flow_program (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL,
    -- What it has, in JSON.
    description TEXT NOT NULL,
    -- When it began, and what that meant for the rows of the version before.
    since INTEGER NOT NULL,
    plan TEXT NOT NULL
) STRICT;
";

/// Added to databases of earlier hosts. Their conversations have no owner.
pub(crate) const OWNERS: &str = "
-- To whom a conversation belongs: the actor and the name of the caller that began it.
CREATE TABLE IF NOT EXISTS flow_owner (
    conversation INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS flow_owner_of ON flow_owner (actor, subject, conversation);
";

/// Added to databases of earlier hosts.
pub(crate) const RULES: &str = "
-- The rules of the program.
CREATE TABLE IF NOT EXISTS flow_rule (
    -- Its line.
    rule TEXT PRIMARY KEY,
    -- Its place among the rules; NULL if the program does not have it any more.
    place INTEGER,
    -- Why it is not checked; NULL if it is.
    unchecked TEXT,
    -- After how many steps it could not be checked.
    skipped INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The instances for which a rule was broken.
CREATE TABLE IF NOT EXISTS flow_broken (
    rule TEXT NOT NULL,
    -- The numbers of the instances, a JSON array; of `at most once`, the conversation.
    choice TEXT NOT NULL,
    -- Their states when it was broken last, a JSON array.
    states TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    times INTEGER NOT NULL,
    -- Whether it is broken now.
    is_open INTEGER NOT NULL,
    PRIMARY KEY (rule, choice)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS flow_broken_open ON flow_broken (rule, choice) WHERE is_open = 1;
CREATE INDEX IF NOT EXISTS flow_broken_last ON flow_broken (last) WHERE is_open = 0;

-- What rules remember: instances for which the first condition of `once` was true, conversations with an event of `at most once`.
CREATE TABLE IF NOT EXISTS flow_mark (
    rule TEXT NOT NULL,
    choice TEXT NOT NULL,
    -- The instance with whose journal it is deleted.
    instance INTEGER NOT NULL,
    PRIMARY KEY (rule, choice)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS flow_mark_instance ON flow_mark (instance);
";

pub(crate) const SCHEMA: &str = "
-- Facts about the database: its format, the secret of its keys, the specification that wrote it.
CREATE TABLE flow_meta (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE flow_instance (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    machine TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The instance with which its conversation began; NULL for a machine that is `one for ...`.
    conversation INTEGER,
    -- The instance whose emit made it.
    maker INTEGER,
    -- 0: made, its first event is under way; 1: kept; 2: ended; 3: not kept, since its first event had no effect;
    -- 4: ended, and its values are archived or erased.
    life INTEGER NOT NULL,
    state TEXT NOT NULL,
    context TEXT NOT NULL,
    -- How many steps it has made.
    revision INTEGER NOT NULL DEFAULT 0,
    -- When it had its last step, if it has ended and its journal is not deleted yet.
    closed INTEGER,
    -- When its values were moved out or erased. It takes no events since.
    emptied INTEGER,
    -- To whom it belongs: the first conversation that the owner of its conversation began; NULL without an owner.
    owner INTEGER,
    UNIQUE (machine, id)
) STRICT;
CREATE INDEX flow_instance_conversation ON flow_instance (conversation, machine, n) WHERE conversation IS NOT NULL;
CREATE INDEX flow_instance_state ON flow_instance (machine, state, n);
-- One owner can have as many instances as all others together, so that a part of a list must not read them all.
CREATE INDEX flow_instance_owner ON flow_instance (owner, machine, state, n) WHERE owner IS NOT NULL AND life IN (1, 2);

CREATE INDEX flow_instance_closed ON flow_instance (closed) WHERE closed IS NOT NULL;

-- Events on their way, in order of seq. A row is deleted when its event is handled.
CREATE TABLE flow_delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    -- 128 bits of chance, which name it in keys.
    id BLOB NOT NULL UNIQUE,
    receiver INTEGER NOT NULL,
    event TEXT NOT NULL,
    -- The sender in the event's handlers.
    from_actor TEXT,
    payload TEXT NOT NULL,
    -- 0: a call; 1: an emit; 2: an emit to all; 3: a timer; 4: a schedule; 5: an answer of an actor outside.
    origin INTEGER NOT NULL,
    -- The instance that sent it.
    sender INTEGER,
    conversation INTEGER,
    -- The timer from which it is, as long as that can make it void.
    timer INTEGER,
    -- The call or timer from which it follows, and its number among all that do.
    root INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    -- 0: queued; 1: its handler waits for answers; 2: deferred; 3: dead.
    status INTEGER NOT NULL,
    -- now() of its handler: when that began first, at this revision of the instance.
    taken INTEGER,
    revision INTEGER,
    -- The `traceparent` of the request from which it follows.
    trace TEXT
) STRICT;
CREATE INDEX flow_delivery_queued ON flow_delivery (receiver, seq) WHERE status = 0;
CREATE INDEX flow_delivery_open ON flow_delivery (receiver, seq) WHERE status = 1;
CREATE INDEX flow_delivery_dead ON flow_delivery (receiver, sender, seq) WHERE status = 3;
CREATE INDEX flow_delivery_deferred ON flow_delivery (receiver, seq) WHERE status = 2;

-- Questions of handlers that wait, and their answers.
CREATE TABLE flow_answer (
    delivery INTEGER NOT NULL,
    -- The number in its key.
    number INTEGER NOT NULL,
    -- Its place among the questions; NULL for one of an earlier revision that was not asked again yet.
    place INTEGER,
    function TEXT NOT NULL,
    arguments TEXT NOT NULL,
    -- Whether it may change the world.
    performed INTEGER NOT NULL,
    -- The attempts that ended, when the first began, and when the next one begins.
    attempt INTEGER NOT NULL,
    began INTEGER NOT NULL,
    next INTEGER,
    -- The answer in JSON, or the text of the refusal.
    answer TEXT,
    refused TEXT,
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;

-- Messages to actors outside.
CREATE TABLE flow_outgoing (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    instance INTEGER NOT NULL,
    actor TEXT NOT NULL,
    message TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- When its step was committed.
    at INTEGER NOT NULL,
    -- 0: waits; 1: delivered; 2: nobody delivers it, it is there to be read; 3: dead; 4: abandoned.
    status INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    began INTEGER,
    next INTEGER,
    -- The `traceparent` of the request from which it follows.
    trace TEXT,
    -- As that of its instance.
    owner INTEGER
) STRICT;
CREATE INDEX flow_outgoing_waiting ON flow_outgoing (instance, actor, seq) WHERE status = 0;
CREATE INDEX flow_outgoing_readable ON flow_outgoing (actor, seq) WHERE status = 2;
CREATE INDEX flow_outgoing_owner ON flow_outgoing (owner, actor, seq) WHERE owner IS NOT NULL AND status = 2;

CREATE INDEX flow_outgoing_over ON flow_outgoing (at) WHERE status IN (1, 2, 4);

-- Answers of actors outside that came with an id of the partner's.
CREATE TABLE flow_webhook (
    actor TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (actor, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX flow_webhook_at ON flow_webhook (at);

CREATE TABLE flow_timer (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    instance INTEGER NOT NULL,
    -- 0: of the state, or of a group of states; 1: of the instance.
    kind INTEGER NOT NULL,
    -- The group of states that it belongs to.
    of_group TEXT,
    event TEXT NOT NULL,
    from_actor TEXT,
    payload TEXT NOT NULL,
    due INTEGER NOT NULL,
    -- The time between two events of an `every`.
    period INTEGER,
    -- Whether its event is on its way.
    under_way INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX flow_timer_due ON flow_timer (due, seq) WHERE under_way = 0;
CREATE INDEX flow_timer_instance ON flow_timer (instance, event);

-- Events and messages that wait for a decision. Their own rows stay as they were.
CREATE TABLE flow_dead (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery INTEGER UNIQUE,
    outgoing INTEGER UNIQUE,
    kind TEXT NOT NULL,
    phrase TEXT NOT NULL,
    error TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

-- What happened to each instance, in order.
CREATE TABLE flow_journal (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    instance INTEGER NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    delivery BLOB,
    event TEXT,
    from_actor TEXT,
    sender INTEGER,
    payload TEXT,
    -- The state after.
    state TEXT NOT NULL,
    -- The states passed through, a JSON array.
    passed TEXT,
    -- What left the instance, with its receivers, a JSON array.
    posts TEXT,
    -- More about it, a JSON object.
    note TEXT
) STRICT;
CREATE INDEX flow_journal_instance ON flow_journal (instance, n);
";

/// The tables of calls and commands, which format 1 does not have.
pub(crate) const CALLS_AND_COMMANDS: &str = "
-- Calls with a key of the caller's, and their results.
CREATE TABLE flow_call (
    -- Who calls; a key means one call of one caller.
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    -- SHA-256 of what is called, with what.
    fingerprint BLOB NOT NULL,
    -- The event, while it has no result.
    delivery BLOB UNIQUE,
    -- The result in JSON.
    result TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_call_at ON flow_call (at);

-- Decisions about dead letters. Another program adds a row, and the host carries it out.
CREATE TABLE flow_command (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    -- retry, answer, fail or abandon
    what TEXT NOT NULL,
    letter INTEGER NOT NULL,
    -- The value of an answer, in JSON.
    value TEXT,
    reason TEXT NOT NULL,
    -- When it was carried out, and why that had no effect, if so.
    done INTEGER,
    error TEXT
) STRICT;
CREATE INDEX flow_command_waiting ON flow_command (n) WHERE done IS NULL;
";
