// RUN: npu-opt %s --split-input-file --verify-diagnostics --allow-unregistered-dialect

pdl.pattern : benefit(1) {
  // expected-error @below {{'pdl.type' op expected a bindable user when defined in the matcher body of a `pdl.pattern` (P1)}}
  %t = type
  %op = operation "d.op"
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{'pdl.operation' op expected a bindable user}}
  %in = operation "d.in"
  %r = result 0 of %in
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  rewrite %op {
    // expected-error @below {{expected constant value when specified within a `pdl.rewrite` (P2)}}
    %a = attribute
    erase %op
  }
}

// -----

pdl.pattern : benefit(1) {
  %t = type
  // expected-error @below {{expected only one of [`type`, `value`] to be set (P3)}}
  %a = attribute : %t = 1 : i32
  %op = operation "d.op" {"k" = %a}
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  // expected-error @below {{expected the same number of attribute values and attribute names, got 1 names and 0 values (P4)}}
  %op = "pdl.operation"() <{attributeValueNames = ["k"], operandSegmentSizes = array<i32: 0, 0, 0>}> : () -> !pdl.operation
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation
  rewrite %op {
    // expected-error @below {{must have an operation name when nested within a `pdl.rewrite` (P5)}}
    %n = operation
    erase %op
  }
}

// -----

// expected-error @below {{expected body to terminate with `pdl.rewrite` (P6)}}
pdl.pattern : benefit(1) {
  %op = operation "d.op"
  apply_native_constraint "f"(%op : !pdl.operation)
  "d.end"() : () -> ()
}

// -----

// expected-error @below {{expected only `pdl` operations within the pattern body, found 'arith.constant' (P6)}}
pdl.pattern : benefit(1) {
  %op = operation "d.op"
  %c = arith.constant 1 : i32
  rewrite %op { erase %op }
}

// -----

// expected-error @below {{the pattern must contain at least one `pdl.operation` (P7)}}
pdl.pattern : benefit(1) {
  rewrite with "f"
}

// -----

// expected-error @below {{the operations must form a connected component: 'pdl.operation' stands apart (P8)}}
pdl.pattern : benefit(1) {
  %op = operation "d.op"
  %other = operation "d.other"
  rewrite %op { erase %op erase %other }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{expected rewrite region to be empty when rewrite is external (P9)}}
  rewrite %op with "f" { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{expected rewrite region to be non-empty if external name is not specified (P9)}}
  rewrite %op
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{expected no external arguments when the rewrite is specified inline (P10)}}
  "pdl.rewrite"(%op, %op) <{operandSegmentSizes = array<i32: 1, 1>}> ({
    erase %op
  }) : (!pdl.operation, !pdl.operation) -> ()
}

// -----

pdl.pattern : benefit(1) {
  %v = operand
  %op = operation "d.op"(%v : !pdl.value)
  rewrite %op {
    %n = operation "d.n"
    // expected-error @below {{expected no replacement values to be provided when the replacement operation is present (P11)}}
    replace %op with(%v : !pdl.value) %n
  }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  rewrite %op {
    // expected-error @below {{expected `pdl.range<value>` result type when no index is specified, but got: !pdl.value (P12)}}
    %r = "pdl.results"(%op) : (!pdl.operation) -> !pdl.value
    erase %op
  }
}

// -----

pdl.pattern : benefit(1) {
  %v = operand
  %op = operation "d.op"(%v : !pdl.value)
  rewrite %op {
    // expected-error @below {{expected operand to have element type type, but got: !pdl.value (P13)}}
    %r = "pdl.range"(%v) : (!pdl.value) -> !pdl.range<type>
    erase %op
  }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{expected at least one argument (P14)}}
  "pdl.apply_native_constraint"() <{name = "f"}> : () -> ()
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{returning an operation from a constraint is not supported (P14)}}
  %o = apply_native_constraint "f"(%op : !pdl.operation) : !pdl.operation
  rewrite %op { erase %op }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  rewrite %op {
    // expected-error @below {{expected at least one argument or result (P15)}}
    apply_native_rewrite "f"
    erase %op
  }
}

// -----

pdl.pattern : benefit(1) {
  %op = operation "d.op"
  // expected-error @below {{'pdl.erase' op expects parent op 'pdl.rewrite'}}
  erase %op
  rewrite %op { erase %op }
}

// -----

// expected-error @below {{expected attribute, operation, type or value, found 'thing'}}
"d.op"() : () -> !pdl.range<thing>
