import { checkCalls, inSystem, inTrixie } from "./check-calls.js";
import { drf314, drf316, spectacular } from "./frameworks.js";

const modules = "rest_framework, uritemplate";
const version = 'rest_framework.VERSION.rpartition(".")[0]';

checkCalls(drf314, inSystem(drf314, modules, version), 40);
checkCalls(drf316, inTrixie(drf316), 40);
checkCalls(spectacular, inTrixie(spectacular), 40);
