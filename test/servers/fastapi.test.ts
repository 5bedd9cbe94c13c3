import { checkCalls, inSystem, inTrixie } from "./check-calls.js";
import { fastapi092, fastapi0115 } from "./frameworks.js";

const modules = "fastapi, uvicorn, multipart";
const version = '".".join(fastapi.__version__.split(".")[:2])';

checkCalls(fastapi092, inSystem(fastapi092, modules, version), 60);
checkCalls(fastapi0115, inTrixie(fastapi0115), 60);
