//! flow-diagram
