//! Events that a register's zero may hide: where it says zero, a draw may put one event.

use super::{Target, Targets};
use crate::uncertainty::stream::{self, Block, Stream};

/// What the hidden events of one variable need for a draw.
#[derive(Clone, Debug)]
pub struct Hidden {
    cells: Vec<Zero>,
    targets: Vec<Target>,
    triggers: Vec<Trigger>,
    spare: Vec<f64>,
}

/// A zero that may hide an event.
#[derive(Clone, Debug)]
struct Zero {
    year: i32,
    /// The country's position among all.
    place: u32,
    chance: f64,
    targets: Targets,
    triggers: Targets,
}

/// A count that a gate looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trigger {
    pub gate: u32,
    /// Place in the gate's column.
    pub cell: u32,
    /// Place among the run's countries.
    pub country: u32,
    /// The count that leaves the gate undetermined, not the one that fires it.
    pub undetermined: bool,
}

/// What is known of a zero before it is compiled.
#[derive(Clone, Debug)]
pub struct Doubtful {
    pub year: i32,
    pub place: u32,
    pub chance: f64,
    pub targets: Vec<Target>,
    pub triggers: Vec<Trigger>,
}

impl Hidden {
    pub fn new(mut zeros: Vec<Doubtful>) -> Self {
        zeros.sort_by_key(|zero| (zero.year, zero.place));
        let widest = zeros.iter().map(|zero| zero.place as usize + 1).max().unwrap_or(0);
        let (mut cells, mut targets, mut triggers) = (Vec::new(), Vec::new(), Vec::new());
        for Doubtful { year, place, chance, targets: own, triggers: fired } in zeros {
            let from = (targets.len() as u32, triggers.len() as u32);
            targets.extend(own);
            triggers.extend(fired);
            let (targets, triggers) = (from.0..targets.len() as u32, from.1..triggers.len() as u32);
            cells.push(Zero { year, place, chance, targets, triggers });
        }
        Self { cells, targets, triggers, spare: vec![0.0; widest] }
    }

    /// How many zeros are doubted.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Puts one replicate's hidden events into the columns and gates that read the variable.
    pub fn draw(
        &mut self,
        stream: &Stream,
        replicate: u64,
        block: Block,
        mut add: impl FnMut(Target, f64),
        mut fire: impl FnMut(Trigger),
    ) {
        let mut drawn = None;
        for zero in &self.cells {
            if drawn != Some(zero.year) {
                stream.fill_from(replicate, block, stream::row(0, zero.year), &mut self.spare);
                drawn = Some(zero.year);
            }
            if self.spare[zero.place as usize] < zero.chance {
                let range = |of: &Targets| of.start as usize..of.end as usize;
                self.targets[range(&zero.targets)].iter().for_each(|target| add(*target, 1.0));
                self.triggers[range(&zero.triggers)].iter().for_each(|trigger| fire(*trigger));
            }
        }
    }
}
