// A GGUF model behind the chat completions of the OpenAI protocol, on loopback: what smactr meets at an address of
// one's own. With CONSTRAINED=1 a `json_schema` that is asked for binds the model by a grammar; otherwise it is
// ignored, as servers without structured output do. The first line on stdout is the address.
import {createServer} from "node:http";
import {availableParallelism} from "node:os";
import {getLlama, LlamaChatSession} from "node-llama-cpp";

const [path, size] = process.argv.slice(2);
const constrained = process.env.CONSTRAINED === "1";
const llama = await getLlama({gpu: false, build: "never", logLevel: "error"});
const model = await llama.loadModel({modelPath: path});
const context = await model.createContext({contextSize: Number(size), threads: availableParallelism()});

// local references only; the grammar knows neither titles nor descriptions
function plain(schema, known = schema.$defs ?? {}) {
    if (Array.isArray(schema)) return schema.map((part) => plain(part, known));
    if (schema === null || typeof schema !== "object") return schema;
    if (schema.$ref) return plain(known[schema.$ref.split("/").at(-1)], known);
    const kept = Object.entries(schema).filter(([key]) => !["$defs", "title", "description", "default"].includes(key));
    return Object.fromEntries(kept.map(([key, part]) =>
        [key, key === "properties" ? Object.fromEntries(Object.entries(part).map(([n, p]) => [n, plain(p, known)])) : plain(part, known)]));
}

async function answer(asked) {
    const sequence = context.getSequence();
    try {
        const session = new LlamaChatSession({
            contextSequence: sequence,
            systemPrompt: asked.messages.filter((m) => m.role === "system").map((m) => m.content).join("\n")
        });
        const question = asked.messages.filter((m) => m.role !== "system").map((m) => m.content).join("\n");
        const schema = asked.response_format?.json_schema?.schema;
        const grammar = constrained && schema ? await llama.createGrammarForJsonSchema(plain(schema)) : undefined;
        const told = await session.promptWithMeta(question, {
            grammar, temperature: 0, maxTokens: asked.max_completion_tokens ?? asked.max_tokens ?? 512
        });
        const read = sequence.tokenMeter.usedInputTokens, written = sequence.tokenMeter.usedOutputTokens;
        return {
            id: "chatcmpl-1", object: "chat.completion", created: 0, model: asked.model,
            choices: [{
                index: 0, message: {role: "assistant", content: told.responseText},
                finish_reason: told.stopReason === "maxTokens" ? "length" : "stop"
            }],
            usage: {prompt_tokens: read, completion_tokens: written, total_tokens: read + written}
        };
    } finally {
        sequence.dispose();
    }
}

let last = Promise.resolve();
const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => body += part);
    request.on("end", () => {
        // one at a time: there is one sequence
        last = last.then(() => answer(JSON.parse(body))).then(
            (told) => [200, told],
            (error) => [400, {error: {message: String(error.message), type: "invalid_request_error"}}]
        ).then(([status, told]) => {
            response.writeHead(status, {"content-type": "application/json"});
            response.end(JSON.stringify(told));
        });
    });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/v1`));
