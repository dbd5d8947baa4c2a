// RUN: npu-opt %s --split-input-file --verify-diagnostics

irdl.dialect @d {
  irdl.operation @op {
    %0 = irdl.any
    // expected-error @below {{has 1 constraints and 2 variadicities (I1)}}
    "irdl.operands"(%0) {variadicity = #irdl<variadicity_array[single, optional]>} : (!irdl.attribute) -> ()
  }
}

// -----

irdl.dialect @d {
  irdl.operation @op {
    %0 = irdl.any
    // expected-error @below {{has 1 constraints and 2 names (I2)}}
    "irdl.attributes"(%0) {attributeValueNames = ["a", "b"]} : (!irdl.attribute) -> ()
  }
}

// -----

irdl.dialect @d {
  irdl.operation @op {
    // expected-error @below {{takes a symbol such as '@dialect::@type' or a name such as "!builtin.integer" (I3)}}
    %0 = irdl.base @d::@t "!builtin.integer"
  }
}

// -----

irdl.dialect @d {
  irdl.operation @op {
    // expected-error @below {{the name "builtin.integer" starts with neither '!' nor '#' (I4)}}
    %0 = irdl.base "builtin.integer"
  }
}

// -----

// expected-error @below {{expects parent op 'irdl.dialect'}}
irdl.type @t

// -----

irdl.dialect @d {
  irdl.operation @op {
    %0 = irdl.any
    // expected-error @below {{expects parent op to be one of 'irdl.type, irdl.attribute'}}
    irdl.parameters(%0)
  }
}

// -----

irdl.dialect @d {
  irdl.operation @op {
    // expected-error @below {{expected one of single, optional, variadic}}
    "irdl.operands"() {variadicity = #irdl<variadicity_array[many]>} : () -> ()
  }
}
