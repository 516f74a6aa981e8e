/* What compiled code of landscapes is called with: arrays that it writes, arrays that it reads, then numbers. */

#ifndef AIMATH_COMPILED_ARGUMENTS_H
#define AIMATH_COMPILED_ARGUMENTS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#define MOST_ARRAYS 20
#define MOST_NUMBERS 20

typedef struct {
    Py_buffer arrays[MOST_ARRAYS];
    int opened;
    float numbers[MOST_NUMBERS];
} Arguments;

static void close_arrays(Arguments *taken) {
    while (taken->opened > 0) PyBuffer_Release(&taken->arrays[--taken->opened]);
}

/* Return whether they could be taken; if so, the arrays have to be closed. */
static int take_arguments(
    Arguments *taken, PyObject *const *arguments, Py_ssize_t count, int written, int read, int numbers
) {
    taken->opened = 0;
    if (count != written + read + numbers) {
        PyErr_Format(PyExc_TypeError, "expected %d arguments, got %zd", written + read + numbers, count);
        return 0;
    }
    while (taken->opened < written + read) {
        int flags = taken->opened < written ? PyBUF_WRITABLE : PyBUF_SIMPLE;
        if (PyObject_GetBuffer(arguments[taken->opened], &taken->arrays[taken->opened], flags)) break;
        taken->opened++;
    }
    for (int i = 0; i < numbers && !PyErr_Occurred(); i++) {
        taken->numbers[i] = (float)PyFloat_AsDouble(arguments[written + read + i]);
    }
    if (PyErr_Occurred()) close_arrays(taken);
    return !PyErr_Occurred();
}

static int holds(const Py_buffer *array, Py_ssize_t count, size_t item_size) {
    return array->len == count * (Py_ssize_t)item_size;
}

static PyObject *do_not_fit(void) {
    PyErr_SetString(PyExc_ValueError, "expected arrays that fit together");
    return NULL;
}

#endif
