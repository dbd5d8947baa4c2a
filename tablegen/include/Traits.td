// Operation traits and interfaces by their upstream names. What a trait means is written in ir/
// (verifier) and where passes ask for it; here it has its name and arguments.
#ifndef TRAITS_TD
#define TRAITS_TD

include "Constraints.td"

class Trait;
// The name under which ir/ knows it.
class NativeOpTrait<string name, list<string> arguments_ = []> : Trait {
  string trait = name;
  list<string> traitArgs = arguments_;
}
class StructuralOpTrait<string name> : NativeOpTrait<name>;
class TraitList<list<Trait> props> : Trait {
  list<Trait> traits = props;
}

// Side effects.
def NoMemoryEffect : NativeOpTrait<"NoMemoryEffect">;
// Some of these operations must not run where the program would not: a hook tells which.
def ConditionallySpeculatable : NativeOpTrait<"ConditionallySpeculatable">;
def AlwaysSpeculatable : NativeOpTrait<"AlwaysSpeculatable">;
def RecursiveMemoryEffects : NativeOpTrait<"RecursiveMemoryEffects">;
def RecursivelySpeculatable : NativeOpTrait<"RecursivelySpeculatable">;
def Pure : NativeOpTrait<"Pure">;
// Reads, writes, allocates, frees: on the whole op.
class MemoryEffects<list<string> effects> : NativeOpTrait<"MemoryEffects", effects>;
def MemRead : MemoryEffects<["read"]>;
def MemWrite : MemoryEffects<["write"]>;
def MemAlloc : MemoryEffects<["allocate"]>;
def MemFree : MemoryEffects<["free"]>;

// Structure.
def Terminator : NativeOpTrait<"Terminator">;
def ReturnLike : NativeOpTrait<"ReturnLike">;
def IsolatedFromAbove : NativeOpTrait<"IsolatedFromAbove">;
def SymbolTable : NativeOpTrait<"SymbolTable">;
def Symbol : NativeOpTrait<"Symbol">;
def SingleBlock : NativeOpTrait<"SingleBlock">;
class SingleBlockImplicitTerminator<string op> : NativeOpTrait<"SingleBlockImplicitTerminator", [op]>;
def NoTerminator : NativeOpTrait<"NoTerminator">;
def NoRegionArguments : NativeOpTrait<"NoRegionArguments">;
// No region runs twice when the operation runs once: it is no loop. For --control-flow-sink.
def RunsRegionsAtMostOnce : NativeOpTrait<"RunsRegionsAtMostOnce">;
def GraphRegionNoTerminator : TraitList<[NoTerminator]>;
def HasOnlyGraphRegion : NativeOpTrait<"HasOnlyGraphRegion">;
def AutomaticAllocationScope : NativeOpTrait<"AutomaticAllocationScope">;
def AffineScope : NativeOpTrait<"AffineScope">;
class HasParent<string op> : NativeOpTrait<"HasParent", [op]>;
class ParentOneOf<list<string> ops> : NativeOpTrait<"HasParent", ops>;
def AttrSizedOperandSegments : NativeOpTrait<"AttrSizedOperandSegments">;
def AttrSizedResultSegments : NativeOpTrait<"AttrSizedResultSegments">;
def SameVariadicOperandSize : NativeOpTrait<"SameVariadicOperandSize">;
def SameVariadicResultSize : NativeOpTrait<"SameVariadicResultSize">;

// Types.
def SameTypeOperands : NativeOpTrait<"SameTypeOperands">;
def SameOperandsShape : NativeOpTrait<"SameOperandsShape">;
def SameOperandsAndResultShape : NativeOpTrait<"SameOperandsAndResultShape">;
def SameOperandsElementType : NativeOpTrait<"SameOperandsElementType">;
def SameOperandsAndResultElementType : NativeOpTrait<"SameOperandsAndResultElementType">;
def SameOperandsAndResultType : NativeOpTrait<"SameOperandsAndResultType">;
def FirstAttrDerivedResultType : NativeOpTrait<"FirstAttrDerivedResultType">;
class AllTypesMatch<list<string> names> : NativeOpTrait<"AllTypesMatch", names>;
class AllElementTypesMatch<list<string> names> : NativeOpTrait<"AllElementTypesMatch", names>;
class AllShapesMatch<list<string> names> : NativeOpTrait<"AllShapesMatch", names>;
class AllRanksMatch<list<string> names> : NativeOpTrait<"AllRanksMatch", names>;
// The type of `rhs` is `transformer`, an expression over $_self, the type of `lhs`.
class TypesMatchWith<string summary, string lhsArg, string rhsArg, string transform>
    : NativeOpTrait<"TypesMatchWith", [summary, lhsArg, rhsArg]> {
  string lhs = lhsArg;
  string rhs = rhsArg;
  string transformer = transform;
}
// A predicate over the whole op; names of operands and results mean nothing in it, $_op does.
class PredOpTrait<string descr, Pred pred> : NativeOpTrait<"PredOpTrait", [descr]> {
  string summary = descr;
  Pred predicate = pred;
}

// Algebra.
def Commutative : NativeOpTrait<"Commutative">;
def Idempotent : NativeOpTrait<"Idempotent">;
def Involution : NativeOpTrait<"Involution">;
def ConstantLike : NativeOpTrait<"ConstantLike">;
def Elementwise : NativeOpTrait<"Elementwise">;
def Scalarizable : NativeOpTrait<"Scalarizable">;
def Vectorizable : NativeOpTrait<"Vectorizable">;
def Tensorizable : NativeOpTrait<"Tensorizable">;
// The operation on containers is the same operation on each of their elements.
def ElementwiseMappable : TraitList<[Elementwise, Scalarizable, Vectorizable, Tensorizable]>;
def ResultsBroadcastableShape : NativeOpTrait<"ResultsBroadcastableShape">;

//===----------------------------------------------------------------------===//
// Interfaces
//===----------------------------------------------------------------------===//

// Its operands become arguments of its successors; hooks of the dialect tell which of which.
def BranchOpInterface : NativeOpTrait<"BranchOpInterface">;
// Its result stands for its operand in another type: of one type, it is nothing.
def CastOpInterface : NativeOpTrait<"CastOpInterface">;
// A loop: what its regions compute anew each time may move before it.
def LoopLikeOpInterface : NativeOpTrait<"LoopLikeOpInterface">;
// It calls, or is, something that can be called.
def CallOpInterface : NativeOpTrait<"CallOpInterface">;
def CallableOpInterface : NativeOpTrait<"CallableOpInterface">;

// A method: `args` are the types of its parameters, in TypeScript, with their names. A body is what
// stands between the braces of a function, in JavaScript that also checks as TypeScript; $_op, $_type
// and $_attr stand for what is asked, `this` for the interface of it.
//   methodBody             the method of all; nobody replaces it
//   defaultImplementation  of those that write none
//   neither                each writes its own
class InterfaceMethod<string desc, string retTy, string methodName, dag args = (ins),
                      code methodBody = [{}], code defaultImplementation = [{}]> {
  string description = desc;
  string returnType = retTy;
  string name = methodName;
  dag arguments = args;
  code body = methodBody;
  code defaultBody = defaultImplementation;
}
// Asked of the kind, not of one of its kind.
class StaticInterfaceMethod<string desc, string retTy, string methodName, dag args = (ins),
                            code methodBody = [{}], code defaultImplementation = [{}]>
    : InterfaceMethod<desc, retTy, methodName, args, methodBody, defaultImplementation>;

class Interface<string name, list<Interface> baseInterfacesArg = []> {
  string description = "";
  // The TypeScript interface.
  string cppInterfaceName = name;
  string cppNamespace = "";
  list<InterfaceMethod> methods = [];
  list<Interface> baseInterfaces = baseInterfacesArg;
}
class OpInterface<string name, list<Interface> baseInterfaces = []>
    : Interface<name, baseInterfaces>, NativeOpTrait<name>;

// A method that the spec of an operation, type or attribute writes for itself.
class MethodBody<string methodName, code methodBody> {
  string name = methodName;
  code body = methodBody;
}
// The interface, with the methods that are written by hand though they have a default, and those
// that stand here.
class DeclareInterfaceMethods_<Interface interface_, list<string> overriddenMethods,
                               list<MethodBody> bodies>
    : NativeOpTrait<interface_.cppInterfaceName> {
  Interface interface = interface_;
  list<string> alwaysOverriddenMethods = overriddenMethods;
  list<MethodBody> methodBodies = bodies;
}
class DeclareOpInterfaceMethods<OpInterface interface, list<string> overriddenMethods = [],
                                list<MethodBody> bodies = []>
    : DeclareInterfaceMethods_<interface, overriddenMethods, bodies>;

#endif // TRAITS_TD
