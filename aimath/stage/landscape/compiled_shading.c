/* What shading.py gives, step for step with the same rounding, in a fraction of the time that NumPy takes. */

#include "compiled_arguments.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

#define SIDE 512 /* Of the grid of slopes. */
#define HEIGHTS 1024
#define LIGHTS 256
#define RIM 0.04f
#define STRIP 64 /* Points that are done together, so that the compiler can take several at a time. */
#define CHANNELS 4

typedef struct {
    float cos, sin, convergence, flattening, uprightness, scale;
    float from_left, from_before, steepness;
    float level_reach, level_bound, level_strength, rim_reach, rim_strength;
} Numbers;

typedef struct {
    const float *across, *along, *share, *depth, *picture_across, *picture_up;
} Points;

typedef struct {
    const float *slopes;
    const uint32_t *colors;
    const float *level, *gap, *ink;
} Tables;

/* How points lie towards the eye: see shading.py. */
typedef struct {
    float right[STRIP], away[STRIP], lean[STRIP], ground[STRIP], slant[STRIP], lift[STRIP];
    int32_t height[STRIP];
} Seen;

static float clipped(float value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

static int32_t index_of(int32_t index, int32_t count) {
    return index < 0 ? 0 : index >= count ? count - 1 : index;
}

static void find_slopes(Seen *seen, Points points, int count, const float *slopes, const Numbers *numbers) {
    const float half = (SIDE - 1) / 2.f;
    int32_t at[STRIP];
    for (int i = 0; i < count; i++) {
        uint32_t row = (uint32_t)(int32_t)(points.along[i] * half + SIDE / 2.f);
        uint32_t column = (uint32_t)(int32_t)(points.across[i] * half + SIDE / 2.f);
        at[i] = index_of((int32_t)(row * SIDE + column), SIDE * SIDE);
    }
    for (int i = 0; i < count; i++) {
        float across = slopes[at[i]], along = slopes[SIDE * SIDE + at[i]];
        seen->right[i] = across * numbers->cos + along * numbers->sin;
        seen->away[i] = along * numbers->cos - across * numbers->sin;
    }
}

static void find_lift(Seen *seen, const float *share, int count, const Numbers *numbers) {
    for (int i = 0; i < count; i++) {
        seen->slant[i] = seen->lean[i] * seen->right[i] + seen->away[i];
        seen->lift[i] = numbers->uprightness * seen->slant[i] + seen->ground[i];
        seen->height[i] = (int32_t)(share[i] * (HEIGHTS - 1) + 0.5f);
    }
}

static void light_up(
    uint32_t *colors, const Seen *seen, int count, const uint32_t *table, const Numbers *numbers
) {
    int32_t at[STRIP];
    for (int i = 0; i < count; i++) {
        float right = seen->right[i], away = seen->away[i];
        float light = numbers->from_left * right + numbers->from_before * away + 0.75f;
        light /= sqrtf((right * right + away * away) * numbers->steepness + 1);
        light = seen->lift[i] < 0 ? -0.75f * light - 0.2f : light;
        light = light * ((LIGHTS - 1) / 2.f) + LIGHTS / 2.f;
        light = light < 0 ? 0 : light > LIGHTS - 1 ? LIGHTS - 1 : light;
        at[i] = seen->height[i] * LIGHTS + (int32_t)light;
    }
    for (int i = 0; i < count; i++) colors[i] = table[index_of(at[i], HEIGHTS * LIGHTS)];
}

static void ink(uint32_t *color, float cover, const float *ink_color) {
    if (!(cover > 0)) return;
    uint8_t channels[CHANNELS];
    memcpy(channels, color, CHANNELS);
    for (int i = 0; i < CHANNELS; i++) {
        float channel = channels[i];
        channels[i] = (uint8_t)((ink_color[i] - channel) * cover + channel + 0.5f);
    }
    memcpy(color, channels, CHANNELS);
}

/* Return by how much a quantity changes from pixel to pixel. */
static float per_pixel(float squared_change, float size, float lift, const Numbers *numbers) {
    return sqrtf(squared_change) * size / (fabsf(lift) * numbers->scale + 1e-6f) + 1e-7f;
}

static void draw_levels(
    uint32_t *colors, const Seen *seen, Points points, int count, const Tables *tables, const Numbers *numbers
) {
    float off[STRIP], change[STRIP];
    int32_t is_near[STRIP];
    for (int i = 0; i < count; i++) off[i] = points.share[i] - tables->level[index_of(seen->height[i], HEIGHTS)];
    for (int i = 0; i < count; i++) {
        float sideways = seen->right[i] * seen->ground[i];
        change[i] = sideways * sideways + seen->slant[i] * seen->slant[i];
        float steps = seen->lift[i] * numbers->scale * off[i];
        is_near[i] = steps * steps <= change[i] * numbers->level_bound + 1e-4f;
    }
    for (int i = 0; i < count; i++) {
        if (!is_near[i]) continue;
        float size = 1 + numbers->convergence * points.depth[i];
        float step = per_pixel(change[i], size, seen->lift[i], numbers);
        float room = tables->gap[index_of(seen->height[i], HEIGHTS)] / step;
        float cover = clipped(numbers->level_reach - fabsf(off[i]) / step) * clipped((room - 2.5f) / 5);
        ink(&colors[i], cover * numbers->level_strength, tables->ink);
    }
}

static void draw_rim(
    uint32_t *colors, const Seen *seen, Points points, int count, const Tables *tables, const Numbers *numbers
) {
    const float direction[2][2] = {{numbers->cos, -numbers->sin}, {numbers->sin, numbers->cos}};
    for (int i = 0; i < count; i++) {
        float coordinates[2] = {fabsf(points.across[i]), fabsf(points.along[i])};
        if (coordinates[0] <= 1 - RIM && coordinates[1] <= 1 - RIM) continue;
        float size = 1 + numbers->convergence * points.depth[i];
        float tilt = seen->ground[i] + numbers->uprightness * seen->away[i];
        float turn = numbers->uprightness * seen->right[i];
        for (int axis = 0; axis < 2; axis++) {
            float inside = 1 - coordinates[axis];
            if (!(inside < RIM)) continue;
            float right = direction[axis][0], away = direction[axis][1];
            float sideways = right * tilt - away * turn, upwards = right * seen->lean[i] + away;
            float squared = sideways * sideways + upwards * upwards;
            float step = per_pixel(squared, size, seen->lift[i], numbers);
            ink(&colors[i], clipped(numbers->rim_reach - inside / step) * numbers->rim_strength, tables->ink);
        }
    }
}

/* Of a grid, places on the picture plane are given once for each column and once for each row. */
typedef struct {
    Py_ssize_t columns, rows;
    int is_grid;
} Shape;

static void shade_strip(
    uint32_t *colors, Points points, int count, int is_grid, const Tables *tables, const Numbers *numbers
) {
    Seen seen;
    find_slopes(&seen, points, count, tables->slopes, numbers);
    for (int i = 0; i < count; i++) {
        seen.lean[i] = numbers->convergence * points.picture_across[is_grid ? 0 : i];
        seen.ground[i] = numbers->flattening - numbers->convergence * points.picture_up[i];
    }
    find_lift(&seen, points.share, count, numbers);
    light_up(colors, &seen, count, tables->colors, numbers);
    if (tables->level != NULL) draw_levels(colors, &seen, points, count, tables, numbers);
    draw_rim(colors, &seen, points, count, tables, numbers);
}

static void shade_all(
    uint32_t *colors, Points points, Shape shape, const Tables *tables, const Numbers *numbers
) {
    for (Py_ssize_t column = 0; column < shape.columns; column++) {
        for (Py_ssize_t row = 0; row < shape.rows; row += STRIP) {
            Py_ssize_t at = column * shape.rows + row, left = shape.rows - row;
            Points strip = {
                points.across + at, points.along + at, points.share + at, points.depth + at,
                points.picture_across + (shape.is_grid ? column : at),
                points.picture_up + (shape.is_grid ? row : at),
            };
            int count = left < STRIP ? (int)left : STRIP;
            shade_strip(colors + at, strip, count, shape.is_grid, tables, numbers);
        }
    }
}

enum { COLORS, WRITTEN, POINTS = WRITTEN, TABLES = POINTS + 6, ARRAYS = TABLES + 5 };

static int find_shape(const Py_buffer *arrays, Shape *shape) {
    const Py_buffer *points = arrays + POINTS, *tables = arrays + TABLES;
    Py_ssize_t count = arrays[COLORS].len / (Py_ssize_t)sizeof(uint32_t);
    Py_ssize_t across = points[4].len / (Py_ssize_t)sizeof(float), up = points[5].len / (Py_ssize_t)sizeof(float);
    int is_grid = across != count || up != count;
    *shape = is_grid ? (Shape){across, up, 1} : (Shape){1, count, 0};
    int do_fit = shape->columns * shape->rows == count;
    for (int i = 0; i < 4; i++) do_fit &= holds(&points[i], count, sizeof(float));
    do_fit &= holds(&tables[0], 2 * SIDE * SIDE, sizeof(float));
    do_fit &= holds(&tables[1], HEIGHTS * LIGHTS, sizeof(uint32_t));
    for (int i = 2; i < 4; i++) do_fit &= tables[i].len == 0 || holds(&tables[i], HEIGHTS, sizeof(float));
    do_fit &= tables[2].len == tables[3].len;
    return do_fit && holds(&tables[4], CHANNELS, sizeof(float));
}

static PyObject *shade(PyObject *module, PyObject *const *arguments, Py_ssize_t count) {
    const int number_count = sizeof(Numbers) / sizeof(float);
    Arguments taken;
    (void)module;
    if (!take_arguments(&taken, arguments, count, WRITTEN, ARRAYS - WRITTEN, number_count)) return NULL;
    const Py_buffer *points = taken.arrays + POINTS, *tables = taken.arrays + TABLES;
    Shape shape;
    int do_fit = find_shape(taken.arrays, &shape);
    if (do_fit) {
        Numbers numbers;
        memcpy(&numbers, taken.numbers, sizeof numbers);
        Points all = {
            points[0].buf, points[1].buf, points[2].buf, points[3].buf, points[4].buf, points[5].buf,
        };
        const float *level = tables[2].len ? tables[2].buf : NULL;
        Tables known = {tables[0].buf, tables[1].buf, level, tables[3].buf, tables[4].buf};
        shade_all(taken.arrays[COLORS].buf, all, shape, &known, &numbers);
    }
    close_arrays(&taken);
    return do_fit ? Py_NewRef(Py_None) : do_not_fit();
}

static PyMethodDef functions[] = {
    {"shade", (PyCFunction)(void (*)(void))shade, METH_FASTCALL, NULL},
    {0},
};
static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "compiled_shading", .m_methods = functions
};

PyMODINIT_FUNC PyInit_compiled_shading(void) { return PyModuleDef_Init(&definition); }
