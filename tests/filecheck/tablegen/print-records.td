// RUN: npu-tblgen %s | npu-filecheck %s

// CHECK-LABEL: Classes
// CHECK: class Shape<int Shape:n = ?, string Shape:s = "box"> {
// CHECK-NEXT: int sides = Shape:n;
// CHECK-NEXT: string label = !strconcat(Shape:s, !cast<string>(Shape:n));
class Shape<int n, string s = "box"> {
  int sides = n;
  string label = s # n;
}

// CHECK-LABEL: Defs
// CHECK: def hexagon { // Shape
// CHECK-NEXT: int sides = 6;
// CHECK-NEXT: string label = "hex6";
// CHECK: def quad4 { // Shape
// CHECK-NEXT: int sides = 4;
// CHECK-NEXT: string label = "box4";
def hexagon : Shape<6, "hex">;
foreach n = [4] in def quad # n : Shape<n>;
