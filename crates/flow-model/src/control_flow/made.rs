//! The requests of paths: the blocks with requests that they went through.
//!
//! A path that enters a block makes all requests of the block itself, so one bit for the block represents them all. Which requests are made
//! together matters only between several parties (reference#accepted-states), and is tracked only in bodies that address more than one: its
//! size is the product of the blocks.

use flow_syntax::ordered::{Map, Set};

use super::branch::of_chain;
use super::{BranchId, Request};
use crate::bits::Bits;
use crate::model::*;

/// A block that makes requests itself, not only in the chains that it contains.
type SiteId = usize;

/// The blocks of a body that make requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Sites {
    /// The requests of each, to parties outside the machine.
    to_others: Vec<Set<Request>>,
    /// The blocks that make each request.
    of_request: Map<Request, Vec<SiteId>>,
    /// The site of a branch; `None` is the body itself.
    of_block: Map<Option<BranchId>, SiteId>,
    /// Whether the body addresses several parties.
    pub(super) has_several_parties: bool,
}

impl Sites {
    /// Finds the sites of a body.
    pub(super) fn of(body: &[Step]) -> Sites {
        let mut sites = Sites::default();
        sites.add_block(None, body);
        sites.has_several_parties = {
            let mut parties = sites.of_request.keys().filter_map(receiver);
            let first = parties.next();
            parties.any(|party| Some(party) != first)
        };
        sites
    }

    fn add_block(&mut self, id: Option<BranchId>, body: &[Step]) {
        let site = self.to_others.len();
        let mut requests = flat_steps(body).filter_map(Request::of).peekable();
        if requests.peek().is_some() {
            self.of_block.insert(id, site);
            self.to_others.push(Set::new());
        }
        for request in requests {
            let sites = self.of_request.entry(request).or_default();
            if sites.last() != Some(&site) {
                sites.push(site);
            }
            if request.is_to_another() {
                self.to_others[site].insert(request);
            }
        }
        for step in flat_steps(body) {
            let Step::Chain(chain) = step else { continue };
            of_chain(chain).for_each(|(id, branch)| self.add_block(Some(id), branch.body));
        }
    }

    /// Calls `visit` with all receivers.
    #[cfg(feature = "tools")]
    pub(super) fn visit_targets(&mut self, visit: &mut dyn FnMut(&mut Target)) {
        let mut visited = |mut request: Request| {
            request.target_mut().into_iter().for_each(&mut *visit);
            request
        };
        for requests in &mut self.to_others {
            *requests = std::mem::take(requests).into_iter().map(&mut visited).collect();
        }
        let of_request = std::mem::take(&mut self.of_request).into_iter();
        self.of_request = of_request.map(|(request, sites)| (visited(request), sites)).collect();
    }

    /// The site of a block, if it makes requests.
    pub(super) fn get(&self, block: Option<BranchId>) -> Option<SiteId> {
        self.of_block.get(&block).copied()
    }

    /// Everything that the body requests.
    pub(super) fn requests(&self) -> impl Iterator<Item = Request> {
        self.of_request.keys().copied()
    }

    /// The blocks that make a request.
    fn sites_of_request(&self, request: Request) -> &[SiteId] {
        self.of_request.get(&request).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The party that a request to another party goes to.
fn receiver(request: &Request) -> Option<Party> {
    match request {
        Request::Message(Target::Machine(machine, _)) => Some(Party::Machine(*machine)),
        Request::Message(Target::Actor(actor, _)) => Some(Party::Actor(*actor)),
        Request::Message(Target::Itself(_)) | Request::Raise(_) => None,
    }
}

/// The requests of the paths to one point of a body.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    /// The sites that some path went through.
    sites: Bits,
    /// For each of these: the sites that some path went through that went through it, too. Empty unless
    /// [`Sites::has_several_parties`].
    with: Vec<Bits>,
}

impl Made {
    /// All paths go through a site.
    pub(super) fn add(&mut self, site: SiteId, has_several_parties: bool) {
        self.sites.insert(site);
        if has_several_parties {
            self.with.iter_mut().filter(|row| !row.is_empty()).for_each(|row| {
                row.insert(site);
            });
            if self.with.len() <= site {
                self.with.resize_with(site + 1, Bits::default);
            }
            self.with[site] = self.sites.clone();
        }
    }

    /// Adds other paths.
    pub(super) fn merge(&mut self, other: &Made) {
        self.sites.add_all(&other.sites);
        if self.with.len() < other.with.len() {
            self.with.resize_with(other.with.len(), Bits::default);
        }
        self.with.iter_mut().zip(&other.with).for_each(|(row, other)| row.add_all(other));
    }

    /// Whether some path makes a request.
    pub(super) fn has(&self, sites: &Sites, request: Request) -> bool {
        sites.sites_of_request(request).iter().any(|site| self.sites.contains(*site))
    }

    /// Adds what the paths that make a request ask of other parties than its receiver.
    pub(super) fn add_other_requests(&self, sites: &Sites, request: Request, others: &mut Set<Request>) {
        let mut together = Bits::default();
        for row in sites.sites_of_request(request).iter().filter_map(|site| self.with.get(*site)) {
            together.add_all(row);
        }
        let asked = together.iter().flat_map(|site| &sites.to_others[site]);
        others.extend(asked.filter(|other| receiver(other) != receiver(&request)));
    }
}
