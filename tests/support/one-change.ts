/** "One change, whole" of CONTRIBUTING.md speaks of what is not there: a test does it on a copy. */
const SECTION = /^## One change, whole\n[\s\S]*?(?=^## )/m;

export const oneChange = (page: string): string => SECTION.exec(page)?.[0] ?? '';

/** The rest of the page, which speaks of the project as it is. */
export const withoutOneChange = (page: string): string => page.replace(SECTION, '');
