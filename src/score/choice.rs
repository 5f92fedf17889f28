//! A choice: what one run of the arithmetic changes against the nominal assessment.

/// `nominal()` changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'c> {
    /// One weight per edge of the formula, in place of the rubric's.
    pub weights: Option<&'c [f64]>,
    /// Raw values in place of the panel's: (slot, one value per cell). Cells without a value stay without.
    pub columns: &'c [(usize, &'c [f64])],
    /// Every missing value has this score: 0 and 100 give the ends of the envelope.
    pub fill: Option<f64>,
    /// Slots that do not count at all, by slot.
    pub without: Option<&'c [bool]>,
    /// A further 0/1 mask, one per quantity and cell (quantity-major): what has a 0 is as if it were missing.
    pub only: Option<&'c [f64]>,
    /// Whether coverage below a threshold takes the score away.
    pub thresholds: bool,
    /// Whether what the duty asks for must be there: practice, participation, more than law, required parts. It stays
    /// so in the envelope: where only practice was asked for, filling it in is what lets the score stand.
    pub duties: bool,
    /// Whether a conditional clause's law counts for less where abuse is seen.
    pub conditions: bool,
    /// Whether gates cap.
    pub gates: bool,
    /// Whether an undetermined gate caps too: the lower end of the envelope.
    pub undetermined_fires: bool,
}

impl Choice<'_> {
    pub fn nominal() -> Self {
        Self {
            weights: None,
            columns: &[],
            fill: None,
            without: None,
            only: None,
            thresholds: true,
            duties: true,
            conditions: true,
            gates: true,
            undetermined_fires: false,
        }
    }

    /// The lower end of the envelope: all missing evidence is 0, and what is undetermined is a violation.
    pub fn worst() -> Self {
        Self { fill: Some(0.0), thresholds: false, undetermined_fires: true, ..Self::nominal() }
    }

    /// The upper end of the envelope: all missing evidence is 100.
    pub fn best() -> Self {
        Self { fill: Some(100.0), thresholds: false, ..Self::nominal() }
    }

    /// Whether what stands is what stands nominally: coverage is nominal unless it is the doubt.
    pub(super) fn keeps_standing(&self) -> bool {
        self.fill.is_none() && self.without.is_none() && self.only.is_none() && self.thresholds && self.duties
    }
}
