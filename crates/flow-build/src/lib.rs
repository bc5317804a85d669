//! flow-build
