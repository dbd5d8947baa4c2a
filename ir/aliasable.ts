let made = false;

/** Called by the makers of attributes and types that print under an alias. */
export function noteAliasable(): void {
  made = true;
}

/** Whether any was ever made: without one, printing need not look for them. */
export function hasAliasables(): boolean {
  return made;
}
