// Threads and child processes do not inherit Jest's compiler. This hook, given as `--require`, lets them run
// from the TypeScript sources when the code that starts them does; a build never needs it.
'use strict';
const Module = require('node:module');
const { transformFileSync } = require('@swc/core');

Module._extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, { sourceMaps: 'inline' }).code, file);
