//! flow-codegen
