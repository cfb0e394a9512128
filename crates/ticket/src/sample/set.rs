//! Who does what in each sample, and when. The words are in `locales/*/samples.ftl`, counted in the order in which they come.

use crate::Priority::{self, High, Low, Normal, Urgent};
use Act::{
    Answers, AsksToClose, Assigns, Claims, Closes, ClosesFor, Comments, Leaves, Notes, Pauses, Rates,
    Reopens, Rewords, Says, Settles, Snoozes, Tags, Times, Urges,
};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// What is done. What has words takes the next ones.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Staff claim it.
    Claims,
    /// Staff are made its case worker.
    Assigns,
    /// The member writes.
    Says,
    /// The member changes what they wrote last.
    Rewords,
    /// Staff write.
    Answers,
    /// Staff write for staff.
    Notes,
    /// Staff tag it with one of the guild's own tags, where it has some.
    Tags(usize),
    /// It gets another priority.
    Urges(Priority),
    /// The clocks stand still, for a reason.
    Pauses,
    /// It is out of sight until so many hours after it was loaded.
    Snoozes(u32),
    /// Staff say that it needs no answer.
    Settles,
    /// Staff ask whether it can be closed.
    AsksToClose,
    /// Staff close it.
    Closes,
    /// Staff close it for a reason.
    ClosesFor,
    /// Nobody wrote, so it was closed.
    Times,
    /// The member left.
    Leaves,
    /// Staff open it again.
    Reopens,
    /// So many stars.
    Rates(u8),
    /// So many stars, and a few words.
    Comments(u8),
}

/// A sample in a few words.
pub(super) struct Sketch {
    /// Which of the members, and of the staff.
    pub(super) people: (usize, usize),
    /// How many minutes before it was loaded it was opened.
    pub(super) ago: i64,
    pub(super) priority: Priority,
    /// What happened so many minutes after it was opened.
    pub(super) acts: &'static [(i64, Act)],
}

const fn of(people: (usize, usize), ago: i64, priority: Priority, acts: &'static [(i64, Act)]) -> Sketch {
    Sketch { people, ago, priority, acts }
}

/// The set: what waits first, what is done last. A place in it is never given to another sketch while the set is loaded somewhere, so
/// that what a crash interrupted goes on as it began.
pub(super) const SET: [Sketch; 24] = [
    of((0, 0), 14, Normal, &[(3, Says)]),
    of((1, 0), 55, High, &[(6, Claims), (6, Tags(0)), (8, Answers), (15, Says), (19, Answers), (47, Says)]),
    of((2, 1), 3 * HOUR, Urgent, &[(5, Says), (40, Notes)]),
    of((3, 2), 5 * HOUR, Normal, &[(20, Assigns), (21, Tags(1))]),
    of((4, 0), 9 * HOUR, Normal, &[(12, Claims), (14, Answers), (31, Says), (58, Answers)]),
    of((5, 1), 26 * HOUR, High, &[(35, Claims), (40, Answers), (70, Says), (95, Notes), (96, Pauses)]),
    of((6, 2), 30 * HOUR, Low, &[(50, Claims), (52, Answers), (90, Says), (100, Snoozes(20))]),
    of((7, 0), 2 * DAY - 3 * HOUR, Low, &[(20 * HOUR, Says)]),
    of(
        (0, 2),
        2 * DAY + 5 * HOUR,
        Normal,
        &[(25, Claims), (27, Answers), (4 * HOUR, Says), (5 * HOUR, Settles)],
    ),
    of(
        (8, 1),
        3 * DAY + 7 * HOUR,
        Normal,
        &[
            (30, Claims),
            (33, Answers),
            (80, Says),
            (84, Rewords),
            (90, Tags(2)),
            (2 * HOUR, Notes),
            (2 * HOUR + 4, Urges(High)),
            (22 * HOUR, Notes),
            (23 * HOUR, Answers),
            (2 * DAY, Says),
        ],
    ),
    of(
        (9, 0),
        6 * DAY - 2 * HOUR,
        Normal,
        &[(HOUR, Claims), (HOUR + 3, Answers), (5 * HOUR, Says), (6 * HOUR, Answers), (5 * DAY, AsksToClose)],
    ),
    of(
        (2, 2),
        4 * DAY + 6 * HOUR,
        Normal,
        &[
            (15, Claims),
            (17, Answers),
            (40, Says),
            (55, Closes),
            (3 * DAY, Reopens),
            (3 * DAY + 1, Says),
            (3 * DAY + 20, Answers),
            (3 * DAY + 5 * HOUR, Says),
        ],
    ),
    of((5, 0), 42, Low, &[]),
    of(
        (3, 0),
        DAY + 4 * HOUR,
        Normal,
        &[(9, Claims), (11, Answers), (20, Says), (26, Answers), (34, Says), (36, Closes), (50, Comments(5))],
    ),
    of(
        (6, 1),
        3 * DAY + 21 * HOUR,
        Normal,
        &[(18, Claims), (19, Tags(0)), (22, Answers), (48, Says), (60, Closes), (3 * HOUR, Rates(5))],
    ),
    of(
        (1, 2),
        5 * DAY + 3 * HOUR,
        Normal,
        &[
            (44, Claims),
            (47, Answers),
            (2 * HOUR, Says),
            (3 * HOUR, Answers),
            (4 * HOUR, Closes),
            (DAY, Rates(4)),
        ],
    ),
    of((7, 1), 7 * DAY - 5 * HOUR, High, &[(12, Claims), (15, Answers), (30, Notes), (33, ClosesFor)]),
    of((4, 2), 9 * DAY + HOUR, Normal, &[(3 * HOUR, Claims), (3 * HOUR + 4, Answers), (4 * DAY, Times)]),
    of(
        (8, 0),
        12 * DAY - 4 * HOUR,
        High,
        &[
            (19 * HOUR, Claims),
            (19 * HOUR + 6, Answers),
            (20 * HOUR, Says),
            (26 * HOUR, Closes),
            (28 * HOUR, Comments(2)),
        ],
    ),
    of(
        (9, 1),
        15 * DAY + 2 * HOUR,
        Normal,
        &[(16, Claims), (18, Answers), (25, Notes), (26, Tags(1)), (60, Says), (70, Closes), (80, Rates(5))],
    ),
    of(
        (0, 0),
        18 * DAY - 6 * HOUR,
        Normal,
        &[
            (21, Claims),
            (24, Answers),
            (90, Closes),
            (DAY, Reopens),
            (DAY + 2, Says),
            (DAY + 30, Answers),
            (DAY + 70, Closes),
            (DAY + 90, Rates(4)),
        ],
    ),
    of((5, 2), 21 * DAY + 5 * HOUR, Low, &[(2 * HOUR, Claims), (2 * HOUR + 5, Answers), (6 * DAY, Leaves)]),
    of(
        (2, 1),
        25 * DAY - HOUR,
        Urgent,
        &[(4, Claims), (5, Answers), (9, Says), (14, Answers), (20, Closes), (45, Comments(5))],
    ),
    of(
        (6, 0),
        29 * DAY + 3 * HOUR,
        Normal,
        &[(75, Claims), (80, Answers), (5 * HOUR, Says), (6 * HOUR, Closes), (8 * HOUR, Rates(3))],
    ),
];
