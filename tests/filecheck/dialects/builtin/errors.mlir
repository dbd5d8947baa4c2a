// RUN: npu-opt %s --split-input-file --verify-diagnostics

// expected-error @+1 {{'builtin.module' op can only contain attributes with dialect-prefixed names, found: 'a'}}
module attributes {a} {
}

// -----

// expected-error @+1 {{unregistered operation 'builtin.nope' found in dialect ('builtin') that does not allow unknown operations}}
"builtin.nope"() : () -> ()

// -----

// expected-error @below {{expected at least one result for cast operation}}
"builtin.unrealized_conversion_cast"() : () -> ()
