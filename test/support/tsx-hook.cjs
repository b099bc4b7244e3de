// Lets a process that starts from the sources load the views as well.
'use strict';
require('../../src/platform/typescript-hook.cjs');
const Module = require('node:module');
Module._extensions['.tsx'] = Module._extensions['.ts'];
