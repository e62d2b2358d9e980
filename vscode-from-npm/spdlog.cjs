/**
 * Takes the place of the native module `@vscode/spdlog`, which an installation without install scripts
 * lacks: with it, the log files of the server and of the extensions are written as on the desktop.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
const off = levels.length;

class Logger {
  #file;
  #level = levels.indexOf('info');
  #formatted = true;

  /** @param {string} _type @param {string} _name @param {string} file */
  constructor(_type, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  /** @param {number} level @param {string} message */
  #log(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().slice(0, -1).replace('T', ' ');
    appendFileSync(this.#file, this.#formatted ? `${time} [${levels[level]}] ${message}\n` : message);
  }

  /** @param {string} message */
  trace(message) {
    this.#log(0, message);
  }

  /** @param {string} message */
  debug(message) {
    this.#log(1, message);
  }

  /** @param {string} message */
  info(message) {
    this.#log(2, message);
  }

  /** @param {string} message */
  warn(message) {
    this.#log(3, message);
  }

  /** @param {string} message */
  error(message) {
    this.#log(4, message);
  }

  /** @param {string} message */
  critical(message) {
    this.#log(5, message);
  }

  getLevel() {
    return this.#level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.#level = level;
  }

  setPattern() {
    this.#formatted = true;
  }

  clearFormatters() {
    this.#formatted = false;
  }

  flush() {}

  drop() {
    this.#level = off;
  }
}

/** @param {string} name @param {string} file */
async function createLogger(name, file) {
  return new Logger('rotating', name, file);
}

exports.version = 0;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
