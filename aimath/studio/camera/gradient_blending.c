/* Colour gradients laid on pixels through a mask: the pixels of Cairo, without what a row of pixels costs it.

   Cairo has a shape's coverage worked out row by row, and for each row it asks pixman to lay the gradient
   over it. That call takes longer than all else about a small shape. Here, all rows of a shape are done at
   once. Places along the gradient and colours are rounded where Cairo and pixman round them, so the pixels
   are the same. The exception: Cairo counts from where a row begins, even with coverage that rounds to
   nothing, which nobody sees here. Where that moves a place by a 65536th over an edge, one pixel in some
   hundred thousand is one level off.

   Source: Cairo 1.16 (cairo-matrix.c, cairo-image-source.c, cairo-image-compositor.c) and pixman 0.42
   (pixman-matrix.c, pixman-linear-gradient.c, pixman-gradient-walker.c, pixman-combine32.c) for what is
   rounded where. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define ONE 65536 /* Pixman counts places in 65536ths. */
#define HALF (ONE / 2)
#define STRIP 32 /* Pixels that are done together, so that the compiler can take several at a time. */
#define LONG 256 /* Pixels of a gradient that Cairo takes for a run of their own. */
#define ATTEMPTS 5

enum { RED, GREEN, BLUE, OPACITY, CHANNELS };

typedef struct {
    int left, top, right, bottom;
} Box;

/* What takes points of one plane to points of another, without turning them. */
typedef struct {
    double x_scale, y_scale, x_shift, y_shift;
} Transform;

/* Where pixels are in the scene and how the gradient runs there, in 65536ths; offsets are in pixels. */
typedef struct {
    int64_t x_scale, y_scale, x_shift, y_shift;
    int64_t x_offset, y_offset;
    int64_t x_start, y_start, x_way, y_way;
} Course;

/* Opacity, and colours that are still to be multiplied by it: base + slope * place. */
typedef struct {
    float base[CHANNELS], slope[CHANNELS];
    uint32_t before, after;
} Ramp;

static int64_t fixed(double value) { return lrint(value * ONE); }

static int64_t transformed(int64_t scale, int64_t place, int64_t shift) {
    return (scale * place + shift * ONE + HALF) >> 16;
}

static Transform inverse_of(Transform transform) {
    Transform inverse = {1 / transform.x_scale, 1 / transform.y_scale, -transform.x_shift, -transform.y_shift};
    inverse.x_shift *= inverse.x_scale;
    inverse.y_shift *= inverse.y_scale;
    return inverse;
}

/* Return whole pixels to move by, so that neither they nor the shift that is left are large. */
static void find_offset(Transform to_scene, double *x_offset, double *y_offset) {
    double x_best = to_scene.x_shift, y_best = to_scene.y_shift;
    double least = fmax(fabs(x_best), fabs(y_best));
    for (int i = -1; i <= 1; i += 2) {
        for (int j = -1; j <= 1; j += 2) {
            double divisor = (to_scene.x_scale + i) * (to_scene.y_scale + j);
            if (fabs(divisor) < DBL_EPSILON) continue;
            double factor = 1 / divisor;
            double x = -to_scene.x_shift * (to_scene.y_scale + j) * factor;
            double y = -to_scene.y_shift * (to_scene.x_scale + i) * factor;
            if (fmax(fabs(x), fabs(y)) < least) {
                least = fmax(fabs(x), fabs(y));
                x_best = x;
                y_best = y;
            }
        }
    }
    *x_offset = floor(x_best);
    *y_offset = floor(y_best);
}

/* Scales in 65536ths are off, which adds up from pixel to pixel; the shift makes up for it in the middle. */
static Course find_course(Transform to_scene, Box box, const double ends[4]) {
    Course course = {0};
    double x_offset, y_offset;
    find_offset(to_scene, &x_offset, &y_offset);
    course.x_offset = (int64_t)-x_offset;
    course.y_offset = (int64_t)-y_offset;
    to_scene.x_shift = x_offset * to_scene.x_scale + to_scene.x_shift;
    to_scene.y_shift = y_offset * to_scene.y_scale + to_scene.y_shift;

    course.x_scale = fixed(to_scene.x_scale);
    course.y_scale = fixed(to_scene.y_scale);
    course.x_shift = fixed(to_scene.x_shift);
    course.y_shift = fixed(to_scene.y_shift);
    Transform back = inverse_of(to_scene);
    double x_middle = box.left + (box.right - box.left) / 2.;
    double y_middle = box.top + (box.bottom - box.top) / 2.;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        double x = transformed(course.x_scale, fixed(x_middle), course.x_shift) / (double)ONE;
        double y = transformed(course.y_scale, fixed(y_middle), course.y_shift) / (double)ONE;
        int64_t x_error = fixed((x * back.x_scale + back.x_shift - x_middle) * to_scene.x_scale);
        int64_t y_error = fixed((y * back.y_scale + back.y_shift - y_middle) * to_scene.y_scale);
        if (x_error == 0 && y_error == 0) break;
        course.x_shift -= x_error;
        course.y_shift -= y_error;
    }

    course.x_start = fixed(ends[0]);
    course.y_start = fixed(ends[1]);
    course.x_way = fixed(ends[2]) - course.x_start;
    course.y_way = fixed(ends[3]) - course.y_start;
    return course;
}

/* Return a colour's share from 0 to 1 as the level from 0 to 255 that pixman makes of its 16 bits. */
static float level(double share) {
    return (uint16_t)(fmin(fmax(share, 0), 1) * 65535 + 0.5) * (1.f / 257.f);
}

static uint32_t color_at(float place, const float base[CHANNELS], const float slope[CHANNELS]) {
    float opacity = 255.f * (slope[OPACITY] * place + base[OPACITY]);
    uint32_t color = (uint32_t)(int32_t)(opacity + .5f) << 24;
    for (int channel = 0; channel < OPACITY; channel++) {
        float part = opacity * (slope[channel] * place + base[channel]);
        color |= (uint32_t)(int32_t)(part + .5f) << 8 * channel;
    }
    return color;
}

static Ramp find_ramp(const double first[CHANNELS], const double last[CHANNELS]) {
    Ramp ramp;
    float before[CHANNELS], after[CHANNELS], flat[CHANNELS] = {0};
    for (int channel = 0; channel < CHANNELS; channel++) {
        float from = level(first[channel]), to = level(last[channel]);
        ramp.base[channel] = from * (1.f / 255.f);
        ramp.slope[channel] = (to - from) * (1.f / 255.f);
        before[channel] = (from + from) / 510.f;
        after[channel] = (to + to) / 510.f;
    }
    ramp.before = color_at(0, before, flat);
    ramp.after = color_at(0, after, flat);
    return ramp;
}

/* Return so many 255ths of each of four bytes, rounded. */
static uint32_t part_of(uint32_t bytes, uint32_t of_255) {
    uint32_t even = (bytes & 0xff00ff) * of_255 + 0x800080;
    uint32_t odd = (bytes >> 8 & 0xff00ff) * of_255 + 0x800080;
    even = (even + (even >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
    odd = (odd + (odd >> 8 & 0xff00ff)) & 0xff00ff00;
    return even | odd;
}

static void blend_strip(
    uint32_t *restrict pixels, const uint8_t *restrict mask, const int32_t *restrict places, int count,
    Ramp ramp
) {
    uint32_t colors[STRIP];
    for (int i = 0; i < count; i++) {
        uint32_t color = color_at(places[i] * (1.f / 65536.f), ramp.base, ramp.slope);
        uint32_t is_before = -(uint32_t)(places[i] < 0), is_after = -(uint32_t)(places[i] >= ONE);
        colors[i] = (color & ~(is_before | is_after)) | (ramp.before & is_before) | (ramp.after & is_after);
    }
    for (int i = 0; i < count; i++) {
        uint32_t color = part_of(colors[i], mask[i]);
        pixels[i] = color + part_of(pixels[i], 255 - (color >> 24));
    }
}

static int is_empty(const uint8_t *mask, int count) {
    uint8_t any = 0;
    for (int i = 0; i < count; i++) any |= mask[i];
    return any == 0;
}

typedef struct {
    uint32_t *pixels;
    const uint8_t *mask;
    int y;
    const Course *course;
    const Ramp *ramp;
} Row;

/* Places along the gradient are counted from the left, in Cairo's steps. */
static void blend_run(const Row *row, int left, int right) {
    if (left == right) return;
    const Course *course = row->course;
    int64_t x_place = transformed(course->x_scale, (left + course->x_offset) * ONE + HALF, course->x_shift);
    int64_t y_place = transformed(course->y_scale, (row->y + course->y_offset) * ONE + HALF, course->y_shift);
    int64_t squared = course->x_way * course->x_way + course->y_way * course->y_way, start = 0;
    double step = 0;
    if (squared != 0) {
        double whole = ONE * (double)ONE / (squared * (double)ONE);
        int64_t at_start = course->x_way * course->x_start + course->y_way * course->y_start;
        start = (int64_t)((course->x_way * x_place + course->y_way * y_place - (double)at_start) * whole);
        step = course->x_way * course->x_scale * whole;
    }
    if ((int64_t)(step * (right - left)) == 0) step = 0;
    for (int strip = left; strip < right; strip += STRIP) {
        int32_t places[STRIP];
        int count = right - strip < STRIP ? right - strip : STRIP;
        if (is_empty(row->mask + strip, count)) continue;
        for (int i = 0; i < count; i++) {
            int64_t place = start + (int64_t)(step * (strip + i - left));
            places[i] = place < 0 ? -1 : place < ONE ? (int32_t)place : ONE;
        }
        blend_strip(row->pixels + strip, row->mask + strip, places, count, *row->ramp);
    }
}

static int end_of_same(const uint8_t *mask, int from, int right) {
    int end = from + 1;
    while (end < right && mask[end] == mask[from]) end++;
    return end;
}

/* Cairo counts anew where it calls pixman anew: for what is long and whole, and after what is empty. */
static void blend_row(const Row *row, int left, int right) {
    const uint8_t *mask = row->mask;
    while (left + STRIP <= right && is_empty(mask + left, STRIP)) left += STRIP;
    while (left < right && mask[left] == 0) left++;
    while (left < right && mask[right - 1] == 0) right--;
    if (right - left < LONG) {
        blend_run(row, left, right);
        return;
    }
    int end;
    for (int x = left; x < right; x = end) {
        end = end_of_same(mask, x, right);
        if (mask[x] == 255 && end - x >= LONG) {
            blend_run(row, left, x);
            blend_run(row, x, end);
            left = end;
        } else if (mask[x] == 0 && end - x > 1 && x - left > LONG) {
            blend_run(row, left, x);
            left = end;
        }
    }
    blend_run(row, left, right);
}

/* Cairo knows edges to a 256th of a pixel. */
static double edge(double place) { return rint(place * 256) / 256; }

/* Return the pixels that paint within an area of the scene can touch. */
static Box box_around(const double area[4], Transform to_pixels, int width, int height) {
    double x[] = {area[0] * to_pixels.x_scale, area[2] * to_pixels.x_scale};
    double y[] = {area[1] * to_pixels.y_scale, area[3] * to_pixels.y_scale};
    double left = edge(fmin(x[0], x[1]) + to_pixels.x_shift);
    double top = edge(fmin(y[0], y[1]) + to_pixels.y_shift);
    double right = edge(fmax(x[0], x[1]) + to_pixels.x_shift);
    double bottom = edge(fmax(y[0], y[1]) + to_pixels.y_shift);
    return (Box){
        (int)fmin(fmax(floor(left), 0), width),
        (int)fmin(fmax(floor(top), 0), height),
        (int)fmin(fmax(ceil(right), 0), width),
        (int)fmin(fmax(ceil(bottom), 0), height),
    };
}

static int has_shape(const Py_buffer *buffer, int dimensions, Py_ssize_t last) {
    return buffer->itemsize == 1 && buffer->ndim == dimensions && (last == 0 || buffer->shape[2] == last);
}

static PyObject *blend_all(
    const Py_buffer *pixels, const Py_buffer *mask, const double area[4], Transform to_pixels,
    const double ends[4], const double first[CHANNELS], const double last[CHANNELS]
) {
    if (!has_shape(pixels, 3, CHANNELS) || !has_shape(mask, 2, 0) || mask->shape[0] < pixels->shape[0] ||
        mask->shape[1] < pixels->shape[1]) {
        PyErr_SetString(
            PyExc_ValueError, "expected bytes: pixels (height, width, 4), a mask of no fewer rows and columns"
        );
        return NULL;
    }
    Py_ssize_t width = pixels->shape[1], mask_width = mask->shape[1];
    Box box = box_around(area, to_pixels, (int)width, (int)pixels->shape[0]);
    if (box.left < box.right && box.top < box.bottom) {
        Course course = find_course(inverse_of(to_pixels), box, ends);
        Ramp ramp = find_ramp(first, last);
        for (int y = box.top; y < box.bottom; y++) {
            uint8_t *coverage = (uint8_t *)mask->buf + y * mask_width;
            Row row = {(uint32_t *)pixels->buf + y * width, coverage, y, &course, &ramp};
            blend_row(&row, box.left, box.right);
            memset(coverage + box.left, 0, box.right - box.left);
        }
    }
    Py_RETURN_NONE;
}

static PyObject *blend(PyObject *module, PyObject *arguments) {
    PyObject *pixel_array, *mask_array, *done = NULL;
    Transform to_pixels;
    double area[4], ends[4], first[CHANNELS], last[CHANNELS];
    (void)module;
    if (!PyArg_ParseTuple(
            arguments, "OO(dddd)(dddd)(dddd)(dddd)(dddd):blend", &pixel_array, &mask_array,
            &area[0], &area[1], &area[2], &area[3],
            &to_pixels.x_scale, &to_pixels.y_scale, &to_pixels.x_shift, &to_pixels.y_shift,
            &ends[0], &ends[1], &ends[2], &ends[3],
            &first[RED], &first[GREEN], &first[BLUE], &first[OPACITY],
            &last[RED], &last[GREEN], &last[BLUE], &last[OPACITY]
        ))
        return NULL;
    Py_buffer pixels, mask;
    if (PyObject_GetBuffer(pixel_array, &pixels, PyBUF_ND | PyBUF_WRITABLE)) return NULL;
    if (PyObject_GetBuffer(mask_array, &mask, PyBUF_ND | PyBUF_WRITABLE) == 0) {
        done = blend_all(&pixels, &mask, area, to_pixels, ends, first, last);
        PyBuffer_Release(&mask);
    }
    PyBuffer_Release(&pixels);
    return done;
}

static PyMethodDef functions[] = {{"blend", blend, METH_VARARGS, NULL}, {0}};
static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "gradient_blending", .m_methods = functions
};

PyMODINIT_FUNC PyInit_gradient_blending(void) { return PyModuleDef_Init(&definition); }
