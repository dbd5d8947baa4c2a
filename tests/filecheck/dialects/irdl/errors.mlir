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

// -----

irdl.dialect @d {
  irdl.operation @op {
    %0 = irdl.is i32
    %1 = irdl.any
    // expected-error @below {{one of its constraints takes anything, so the others would never be asked (I5)}}
    %2 = irdl.any_of(%0, %1)
  }
}

// -----

irdl.dialect @d {
  irdl.type @t
  irdl.operation @op {
    %0 = irdl.parametric @d::@t<>
    %1 = irdl.parametric @d::@t<>
    // expected-error @below {{two of its constraints ask for parameters of @d::@t (I5)}}
    %2 = irdl.any_of(%0, %1)
  }
}
