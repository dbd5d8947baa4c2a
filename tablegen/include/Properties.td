// Properties: what an operation keeps and code sees as a value (a number, a text, a list), not as an
// attribute. In the IR each is an attribute, so text, hashes and rules treat both alike.
#ifndef PROPERTIES_TD
#define PROPERTIES_TD

include "EnumAttr.td"

class Property<Attr attr_, string desc = ""> {
  string summary = !if(!empty(desc), attr_.summary, desc);
  // How it is kept, and how a list of it is.
  Attr attr = attr_;
  Attr arrayAttr = ?;
  // MLIR text or the value alone.
  string defaultValue = ?;
  bit isOptional = 0;
}

class IntProperty<int width = 64, string desc = ""> : Property<!cast<Attr>("I" # width # "Attr"), desc> {
  let arrayAttr = !cast<Attr>("DenseI" # width # "ArrayAttr");
}
class FloatProperty<int width = 32, string desc = ""> : Property<!cast<Attr>("F" # width # "Attr"), desc> {
  let arrayAttr = !cast<Attr>("DenseF" # width # "ArrayAttr");
}
class BoolProperty<string desc = ""> : Property<BoolAttr, desc> {
  let arrayAttr = DenseBoolArrayAttr;
}
// A list of texts as code sees it.
def StrListAttr_ : DerivedAttr_<StrArrayAttr, StrArrayAttr.predicate, StrArrayAttr.summary> {
  let returnType = "readonly string[]";
  let convertFromStorage = "$_self.elements.map((element) => (element as StringAttr).value)";
  let constBuilderCall = "ArrayAttr.get($0.map((text) => StringAttr.get(text)))";
}
class StringProperty<string desc = ""> : Property<StrAttr, desc> {
  let arrayAttr = StrListAttr_;
}
// True where the operation has it: it has no value in text.
class UnitProperty<string desc = ""> : Property<UnitAttr, desc>;
class EnumProperty<EnumAttrInfo enum, string desc = ""> : Property<enum, desc>;
class ArrayProperty<Property element, string desc = ""> : Property<element.arrayAttr, desc>;

class DefaultValuedProperty<Property property, string value>
    : Property<property.attr, property.summary> {
  let arrayAttr = property.arrayAttr;
  let defaultValue = value;
}
class OptionalProperty<Property property> : Property<property.attr, property.summary> {
  let arrayAttr = property.arrayAttr;
  let isOptional = 1;
}

#endif // PROPERTIES_TD
