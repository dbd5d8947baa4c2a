// Reads the files named in a list and makes the JSON of each, in one process: what benchTablegen
// measures. Arguments: the include folder, the list.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dumpJson, loadFile } from '../tablegen/index.js';

const [include, list] = process.argv.slice(2);
let characters = 0;
for (const file of readFileSync(list, 'utf8').trim().split('\n')) {
  characters += dumpJson(loadFile(file, { includeDirs: [include, dirname(file)] })).length;
}
console.error(`${characters} characters of JSON`);
