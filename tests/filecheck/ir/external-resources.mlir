// RUN: npu-opt %s --allow-unregistered-dialect | npu-filecheck %s --match-full-lines --strict-whitespace
// RUN: npu-opt %s --allow-unregistered-dialect --mlir-elide-resource-strings-if-larger=5 | npu-filecheck %s --check-prefix=SHORT --match-full-lines --strict-whitespace
// RUN: npu-opt %s --allow-unregistered-dialect --run-reproducer | npu-filecheck %s --check-prefix=RAN

// What the text holds for others is passed on, with the groups in order; a reproducer unless it is run.
"t.a"() {a = dense_resource<k> : tensor<2xi8>} : () -> ()

//      CHECK:{-#
// CHECK-NEXT:  dialect_resources: {
// CHECK-NEXT:    builtin: {
// CHECK-NEXT:      k: "0x010000000102"
// CHECK-NEXT:    }
// CHECK-NEXT:  },
// CHECK-NEXT:  external_resources: {
// CHECK-NEXT:    z: {
// CHECK-NEXT:      q: true,
// CHECK-NEXT:      text: "he\22llo\FF",
// CHECK-NEXT:      blob: "0x08000000AABB",
// CHECK-NEXT:      more: false
// CHECK-NEXT:    },
// CHECK-NEXT:    mlir_reproducer: {
// CHECK-NEXT:      pipeline: "builtin.module(cse)"
// CHECK-NEXT:    }
// CHECK-NEXT:  }
// CHECK-NEXT:#-}

//      SHORT:{-#
// SHORT-NEXT:  external_resources: {
// SHORT-NEXT:    z: {
// SHORT-NEXT:      q: true,
// SHORT-NEXT:      more: false
// SHORT-NEXT:    }
// SHORT-NEXT:  }
// SHORT-NEXT:#-}

// RAN: external_resources
// RAN-NOT: mlir_reproducer

{-#
  external_resources: {
    z: { q: true, text: "he\22llo\FF", blob: "0x08000000aabb" },
    empty: {},
    mlir_reproducer: { pipeline: "builtin.module(cse)" },
    z: { more: false }
  },
  dialect_resources: { builtin: { k: "0x010000000102", unused: "0x010000000102" } }
#-}
