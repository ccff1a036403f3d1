/*
 * JVMTI agent: writes for every method that the JIT compiles which piece of machine code comes from which Java methods, to the file that is its option.
 *   M ADDRESS SIZE                         a compiled method, in hexadecimal
 *   END CLASS.METHOD:LINE CLASS.METHOD...  code up to END, the innermost method first, then those that it is inlined in
 */
#include <jvmti.h>
#include <jvmticmlr.h>
#include <stdio.h>
#include <string.h>

enum { FRAMES = 16 };

static FILE *out;
static jrawMonitorID monitor;

static int line(jvmtiEnv *env, jmethodID method, jint bci)
{
    jint count;
    jvmtiLineNumberEntry *table;
    int found = 0;
    if ((*env)->GetLineNumberTable(env, method, &count, &table) != JVMTI_ERROR_NONE)
        return 0;
    for (jint i = 0; i < count; i++)
        if (table[i].start_location <= bci)
            found = table[i].line_number;
    (*env)->Deallocate(env, (unsigned char *)table);
    return found;
}

static void frame(jvmtiEnv *env, jmethodID method, jint bci)
{
    char *name = NULL;
    char *signature = NULL;
    jclass declaring;
    if ((*env)->GetMethodName(env, method, &name, NULL, NULL) != JVMTI_ERROR_NONE ||
        (*env)->GetMethodDeclaringClass(env, method, &declaring) != JVMTI_ERROR_NONE ||
        (*env)->GetClassSignature(env, declaring, &signature, NULL) != JVMTI_ERROR_NONE) {
        fprintf(out, " ?.?:0");
    } else {
        /* Lorg/vatm/sim/Event; without its first and last letter */
        fprintf(out, " %.*s.%s:%d", (int)strlen(signature) - 2, signature + 1, name, line(env, method, bci));
    }
    (*env)->Deallocate(env, (unsigned char *)name);
    (*env)->Deallocate(env, (unsigned char *)signature);
}

static void JNICALL compiled(
    jvmtiEnv *env, jmethodID method, jint size, const void *code, jint mapLength, const jvmtiAddrLocationMap *map, const void *info)
{
    const jvmtiCompiledMethodLoadRecordHeader *header = info;
    while (header != NULL && header->kind != JVMTI_CMLR_INLINE_INFO)
        header = header->next;
    if (header == NULL)
        return;
    const jvmtiCompiledMethodLoadInlineRecord *record = (const void *)header;
    (*env)->RawMonitorEnter(env, monitor);
    fprintf(out, "M %lx %x\n", (unsigned long)code, (unsigned)size);
    for (jint i = 0; i < record->numpcs; i++) {
        const PCStackInfo *pc = &record->pcinfo[i];
        fprintf(out, "%lx", (unsigned long)pc->pc);
        for (jint k = 0; k < pc->numstackframes && k < FRAMES; k++)
            frame(env, pc->methods[k], pc->bcis[k]);
        fprintf(out, "\n");
    }
    fflush(out);
    (*env)->RawMonitorExit(env, monitor);
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved)
{
    jvmtiEnv *env;
    jvmtiCapabilities capabilities;
    jvmtiEventCallbacks callbacks;
    memset(&capabilities, 0, sizeof capabilities);
    memset(&callbacks, 0, sizeof callbacks);
    capabilities.can_generate_compiled_method_load_events = 1;
    capabilities.can_get_line_numbers = 1;
    callbacks.CompiledMethodLoad = compiled;
    out = options == NULL ? NULL : fopen(options, "w");
    if (out == NULL || (*vm)->GetEnv(vm, (void **)&env, JVMTI_VERSION_1_2) != JNI_OK) {
        fprintf(stderr, "agent: cannot write to %s\n", options == NULL ? "(no option)" : options);
        return JNI_ERR;
    }
    return (*env)->AddCapabilities(env, &capabilities) != JVMTI_ERROR_NONE ||
        (*env)->CreateRawMonitor(env, "compiled methods", &monitor) != JVMTI_ERROR_NONE ||
        (*env)->SetEventCallbacks(env, &callbacks, sizeof callbacks) != JVMTI_ERROR_NONE ||
        (*env)->SetEventNotificationMode(env, JVMTI_ENABLE, JVMTI_EVENT_COMPILED_METHOD_LOAD, NULL) != JVMTI_ERROR_NONE ?
        JNI_ERR : JNI_OK;
}
