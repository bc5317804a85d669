//! The made-up systems really do what they are made for: each feature runs in a share of the seeds.

use std::collections::BTreeMap;

use flow_differential::{features, reached};
use flow_speculate::network_from_seed;

/// How many seeds are looked at.
const SEEDS: usize = 200;

/// The share of the seeds, in percent, in which a feature runs at least, unless [`RARE`] has another. There are some fifty features in
/// systems of a hundred lines, and ten seeds are enough for each to be met with others around it.
const FLOOR: usize = 5;

/// Features that need a coincidence: some parts are in one state, and some in another.
const RARE: &[(&str, usize)] = &[("passed over by to all", 2)];

#[test]
fn every_feature_runs_in_a_share_of_the_seeds() {
    let mut counts: BTreeMap<&str, usize> = features().into_iter().map(|feature| (feature, 0)).collect();
    let texts = (0..).map(network_from_seed).filter(|text| text.lines().count() <= 110);
    for text in texts.take(SEEDS) {
        for feature in reached(&text, 25, 40) {
            *counts.entry(feature).or_default() += 1;
        }
    }
    let mut shares: Vec<(usize, &str)> =
        counts.iter().map(|(feature, count)| (count * 100 / SEEDS, *feature)).collect();
    shares.sort_unstable();
    for (share, feature) in &shares {
        println!("{share:3} % {feature}");
    }
    let floor = |feature: &str| RARE.iter().find(|(rare, _)| *rare == feature).map_or(FLOOR, |rare| rare.1);
    let low: Vec<_> = shares.iter().filter(|(share, feature)| *share < floor(feature)).collect();
    assert!(low.is_empty(), "these run in too few of the seeds: {low:?}");
}
