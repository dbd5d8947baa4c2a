// RUN: npu-opt %s --verify-roundtrip | npu-filecheck %s
// RUN: npu-opt %s --mlir-print-op-generic | npu-filecheck %s --check-prefix=GENERIC

// CHECK:      irdl.dialect @d {
// CHECK-NEXT:   irdl.type @unit
// CHECK-NEXT:   irdl.type @box {
// CHECK-NEXT:     [[P:%.+]] = irdl.any
// CHECK-NEXT:     irdl.parameters([[P]])
// CHECK:        irdl.operation @op {
// CHECK-NEXT:     [[A:%.+]] = irdl.base @d::@box
// CHECK-NEXT:     [[B:%.+]] = irdl.is i32
// CHECK-NEXT:     [[C:%.+]] = irdl.any_of([[A]], [[B]])
// CHECK-NEXT:     [[D:%.+]] = irdl.all_of([[C]], [[B]])
// CHECK-NEXT:     [[E:%.+]] = irdl.parametric @d::@box<[[D]]>
// CHECK-NEXT:     [[F:%.+]] = irdl.c_pred "true"
// CHECK-NEXT:     irdl.operands([[A]], optional [[C]], variadic [[D]])
// CHECK-NEXT:     irdl.results([[E]])
// CHECK-NEXT:     irdl.attributes {"x" = [[B]], "y" = [[F]]}
// CHECK-NEXT:     [[R:%.+]] = irdl.region
// CHECK-NEXT:     [[S:%.+]] = irdl.region() with size 2
// CHECK-NEXT:     [[T:%.+]] = irdl.region([[B]])
// CHECK-NEXT:     irdl.regions([[R]], [[S]], [[T]])

// GENERIC: variadicity = #irdl<variadicity_array[ single,  optional,  variadic]>
// GENERIC: <{constrainedArguments, numberOfBlocks = 2 : i32}>
irdl.dialect @d {
  irdl.type @unit
  irdl.type @box {
    %0 = irdl.any
    irdl.parameters(%0)
  }
  irdl.operation @op {
    %0 = irdl.base @d::@box
    %1 = irdl.is i32
    %2 = irdl.any_of(%0, %1)
    %3 = irdl.all_of(%2, %1)
    %4 = irdl.parametric @d::@box<%3>
    %5 = irdl.c_pred "true"
    irdl.operands(%0, optional %2, variadic %3)
    irdl.results(%4)
    irdl.attributes {"x" = %1, "y" = %5}
    %6 = irdl.region
    %7 = irdl.region() with size 2
    %8 = irdl.region(%1)
    irdl.regions(%6, %7, %8)
  }
}
