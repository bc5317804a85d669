//! Specifications run as stories: the seed's, and one small one for each rule.

mod assertions;
mod branches;
mod broken_rules;
mod cases;
mod control_flow;
mod conversations;
mod corpus;
mod instances;
mod link_control_protocol;
mod machinery;
mod mutants;
mod outside;
mod refusals;
mod replay;
mod reports;
mod robust;
mod rules;
mod seed;
mod snapshots;
mod steps;
mod support;
mod ways;
