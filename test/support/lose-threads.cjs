// On SIGUSR2 every thread of the process ends, as when the embedded database crashes.
'use strict';
const threads = require('node:worker_threads');

const started = [];
threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    started.push(this);
  }
};
process.on('SIGUSR2', () => started.forEach((thread) => void thread.terminate()));
