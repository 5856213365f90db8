// Runs a CloudFront function as its documents say: in a context of its own, with nothing of Node in it. EVENTS has
// one event on each line; what the function returns is written likewise. `node THIS FUNCTION EVENTS [KEY-VALUES]`
const fs = require("fs");
const vm = require("vm");

const [, , file, events, keyValues] = process.argv;
const text = keyValues ? fs.readFileSync(keyValues, "utf8") : "";
// an empty file stands for a store that can't be read
const values = text ? JSON.parse(text).data : [];
const map = new Map(values.map(({ key, value }) => [key, value]));
const cf = {
  kvs: () => ({
    exists: async (key) => {
      if (!text) {
        throw new Error("InternalError");
      }
      return map.has(key);
    },
    get: async (key) => {
      if (!map.has(key)) {
        throw new Error("KeyNotFound");
      }
      return map.get(key);
    },
  }),
};
// ours keep to words that every version of that runtime has: others would be a syntax error there, and aren't here
const code = fs.readFileSync(file, "utf8");
const foreign = /\?\.|\?\?|=>|\bclass\b|\.\.\.|\blet \[|\bfor \(.* of /.exec(code.replace(/\/\/.*$/gm, ""));
if (foreign) {
  throw new Error(`the runtime does not know ${foreign[0]}`);
}
const context = vm.createContext({ cf }, { codeGeneration: { strings: false, wasm: false } });
vm.runInContext(code.replace("import cf from 'cloudfront';", ""), context, { filename: file });

(async () => {
  for (const line of fs.readFileSync(events, "utf8").split("\n").filter(Boolean)) {
    const returned = await context.handler(JSON.parse(line));
    process.stdout.write(JSON.stringify(returned) + "\n");
  }
})();
