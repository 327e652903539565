// Frames of the venue to plain structs. No exception leaves this file, and none is thrown in it: without this
// definition a result that is used as its value throws when it holds an error, and the process ends.
#define SIMDJSON_EXCEPTIONS 0

#include "CSimdjson.h"
#include "canonical.h"

#include <simdjson.h>

#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>

using namespace simdjson;

struct csimdjson_decoder {
    size_t bytes_max;
    // simdjson reads a little past the end, so each frame is copied to where that is allowed.
    std::unique_ptr<char[]> copy;
    size_t copy_capacity = 0;
    ondemand::parser frames;
    dom::parser answers;
};

namespace {

constexpr size_t kFirstCapacity = 4096;

csimdjson_text text_of(std::string_view view) { return {view.data(), view.size()}; }

bool reserve(csimdjson_decoder &decoder, size_t length) {
    if (decoder.copy_capacity >= length) return true;
    size_t capacity = decoder.copy_capacity == 0 ? kFirstCapacity : decoder.copy_capacity;
    while (capacity < length) capacity *= 2;
    decoder.copy.reset(new (std::nothrow) char[capacity + SIMDJSON_PADDING]);
    decoder.copy_capacity = decoder.copy ? capacity : 0;
    return decoder.copy != nullptr;
}

// `null` itself; `nul1` begins like it and is none.
error_code exactly_null(ondemand::value value) {
    bool is_null = false;
    if (auto error = value.is_null().get(is_null)) return error;
    return is_null ? SUCCESS : INCORRECT_TYPE;
}

// A decimal as text, whether it came as a string or as a bare number: both have their exact digits.
error_code decimal(ondemand::value value, csimdjson_text &out) {
    ondemand::json_type type;
    if (auto error = value.type().get(type)) return error;
    switch (type) {
        case ondemand::json_type::string: {
            std::string_view view;
            if (auto error = value.get_string().get(view)) return error;
            out = text_of(view);
            return SUCCESS;
        }
        case ondemand::json_type::number: {
            std::string_view token = value.raw_json_token();
            while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
            double checked;
            if (auto error = value.get_double().get(checked)) return error;
            out = text_of(token);
            return SUCCESS;
        }
        case ondemand::json_type::null:
            out = {nullptr, 0};
            return exactly_null(value);
        default:
            return INCORRECT_TYPE;
    }
}

error_code string(ondemand::value value, csimdjson_text &out) {
    std::string_view view;
    if (auto error = value.get_string().get(view)) return error;
    out = text_of(view);
    return SUCCESS;
}

error_code level(ondemand::value value, csimdjson_level &out) {
    ondemand::json_type type;
    if (auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::null) {
        out.is_there = 0;
        return exactly_null(value);
    }
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    for (auto result : object) {
        ondemand::field field;
        if (auto error = std::move(result).get(field)) return error;
        auto key = field.key();
        if (key == "px") {
            if (auto error = decimal(field.value(), out.price)) return error;
        } else if (key == "sz") {
            if (auto error = decimal(field.value(), out.size)) return error;
        }
    }
    if (out.price.bytes == nullptr || out.size.bytes == nullptr) return NO_SUCH_FIELD;
    out.is_there = 1;
    return SUCCESS;
}

error_code levels(ondemand::value value, csimdjson_frame &frame) {
    ondemand::array array;
    if (auto error = value.get_array().get(array)) return error;
    size_t count = 0;
    for (auto result : array) {
        ondemand::value item;
        if (auto error = std::move(result).get(item)) return error;
        if (count > 1) return INDEX_OUT_OF_BOUNDS;
        if (auto error = level(item, count == 0 ? frame.bid : frame.ask)) return error;
        count += 1;
    }
    return count == 2 ? SUCCESS : INDEX_OUT_OF_BOUNDS;
}

error_code bbo(ondemand::value value, csimdjson_frame &frame) {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    bool has_levels = false;
    for (auto result : object) {
        ondemand::field field;
        if (auto error = std::move(result).get(field)) return error;
        auto key = field.key();
        if (key == "coin") {
            if (auto error = string(field.value(), frame.coin)) return error;
        } else if (key == "time") {
            if (auto error = field.value().get_int64().get(frame.time_ms)) return error;
        } else if (key == "bbo") {
            if (auto error = levels(field.value(), frame)) return error;
            has_levels = true;
        }
    }
    return has_levels && frame.coin.bytes != nullptr ? SUCCESS : NO_SUCH_FIELD;
}

error_code context(ondemand::value value, csimdjson_frame &frame) {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    bool has_oracle = false;
    for (auto result : object) {
        ondemand::field field;
        if (auto error = std::move(result).get(field)) return error;
        auto key = field.key();
        if (key == "coin") {
            if (auto error = string(field.value(), frame.coin)) return error;
        } else if (key == "ctx") {
            ondemand::object members;
            if (auto error = field.value().get_object().get(members)) return error;
            for (auto member_result : members) {
                ondemand::field member;
                if (auto error = std::move(member_result).get(member)) return error;
                auto name = member.key();
                if (name == "oraclePx") {
                    if (auto error = decimal(member.value(), frame.oracle)) return error;
                    has_oracle = true;
                } else if (name == "markPx") {
                    if (auto error = decimal(member.value(), frame.mark)) return error;
                } else if (name == "openInterest") {
                    // One gate needs it, all else goes without: a new form of it costs no frame.
                    auto error = decimal(member.value(), frame.open_interest);
                    if (error && error != INCORRECT_TYPE) return error;
                }
            }
        }
    }
    return has_oracle && frame.coin.bytes != nullptr ? SUCCESS : NO_SUCH_FIELD;
}

error_code acknowledgement(ondemand::value value, csimdjson_frame &frame) {
    ondemand::object object;
    if (auto error = value.get_object().get(object)) return error;
    csimdjson_text method = {nullptr, 0};
    for (auto result : object) {
        ondemand::field field;
        if (auto error = std::move(result).get(field)) return error;
        auto key = field.key();
        if (key == "method") {
            if (auto error = string(field.value(), method)) return error;
        } else if (key == "subscription") {
            ondemand::object members;
            if (auto error = field.value().get_object().get(members)) return error;
            for (auto member_result : members) {
                ondemand::field member;
                if (auto error = std::move(member_result).get(member)) return error;
                auto name = member.key();
                if (name == "type") {
                    if (auto error = string(member.value(), frame.detail)) return error;
                } else if (name == "coin") {
                    if (auto error = decimal(member.value(), frame.coin)) return error;
                }
            }
        }
    }
    if (method.bytes == nullptr || frame.detail.bytes == nullptr) return NO_SUCH_FIELD;
    std::string_view name(method.bytes, method.length);
    if (name == "subscribe") {
        frame.kind = CSIMDJSON_SUBSCRIBED;
    } else if (name == "unsubscribe") {
        frame.kind = CSIMDJSON_UNSUBSCRIBED;
    } else {
        return INCORRECT_TYPE;
    }
    return SUCCESS;
}

// The text of an error frame. One that is no string says so instead.
error_code refusal(ondemand::value value, csimdjson_frame &frame) {
    ondemand::json_type type;
    if (auto error = value.type().get(type)) return error;
    if (type == ondemand::json_type::string) return string(value, frame.detail);
    frame.detail = text_of("(not a text)");
    return SUCCESS;
}

error_code data(ondemand::value value, csimdjson_frame &frame) {
    switch (frame.kind) {
        case CSIMDJSON_BBO: return bbo(value, frame);
        case CSIMDJSON_CONTEXT: return context(value, frame);
        case CSIMDJSON_SUBSCRIBED: return acknowledgement(value, frame);
        case CSIMDJSON_ERROR: return refusal(value, frame);
        default: return SUCCESS;
    }
}

error_code classify(ondemand::value value, csimdjson_frame &frame) {
    std::string_view channel;
    if (auto error = value.get_string().get(channel)) return error;
    if (channel == "bbo") {
        frame.kind = CSIMDJSON_BBO;
    } else if (channel == "activeAssetCtx") {
        frame.kind = CSIMDJSON_CONTEXT;
    } else if (channel == "subscriptionResponse") {
        frame.kind = CSIMDJSON_SUBSCRIBED;
    } else if (channel == "pong") {
        frame.kind = CSIMDJSON_PONG;
    } else if (channel == "error") {
        frame.kind = CSIMDJSON_ERROR;
    } else {
        frame.kind = CSIMDJSON_OTHER;
        frame.detail = text_of(channel);
    }
    return SUCCESS;
}

bool needs_data(csimdjson_kind kind) { return kind != CSIMDJSON_PONG && kind != CSIMDJSON_OTHER; }

// One walk over the frame. `data` before `channel` can't be understood yet: then a second walk follows.
error_code walk(ondemand::document &document, csimdjson_frame &frame, bool knows_channel, bool &is_done) {
    ondemand::object root;
    if (auto error = document.get_object().get(root)) return error;
    bool has_channel = knows_channel;
    bool skipped_data = false;
    bool read_data = false;
    for (auto result : root) {
        ondemand::field field;
        if (auto error = std::move(result).get(field)) return error;
        auto key = field.key();
        if (key == "channel" && !knows_channel) {
            if (auto error = classify(field.value(), frame)) return error;
            has_channel = true;
        } else if (key == "data") {
            if (has_channel) {
                if (auto error = data(field.value(), frame)) return error;
                read_data = true;
            } else {
                skipped_data = true;
            }
        }
    }
    // Past the last token there is no location.
    const char *rest;
    if (document.current_location().get(rest) != OUT_OF_BOUNDS) return TRAILING_CONTENT;
    if (!has_channel) return NO_SUCH_FIELD;
    is_done = read_data || !needs_data(frame.kind);
    return is_done || skipped_data ? SUCCESS : NO_SUCH_FIELD;
}

error_code decode(csimdjson_decoder &decoder, size_t length, csimdjson_frame &frame) {
    ondemand::document document;
    size_t allocated = decoder.copy_capacity + SIMDJSON_PADDING;
    if (auto error = decoder.frames.iterate(decoder.copy.get(), length, allocated).get(document)) return error;
    bool is_done = false;
    if (auto error = walk(document, frame, false, is_done)) return error;
    if (is_done) return SUCCESS;
    document.rewind();
    return walk(document, frame, true, is_done);
}

void clear(csimdjson_frame *frame) {
    std::memset(frame, 0, sizeof *frame);
    frame->time_ms = -1;
}

csimdjson_text text_member(dom::element element, std::string_view key) {
    std::string_view view;
    if (element[key].get_string().get(view)) return {nullptr, 0};
    return text_of(view);
}

// `growthMode`, `deployerFeeScale` and what they may be called next year, but not since when they hold.
bool speaks_of_fees(std::string_view key) {
    if (key.find("Time") != std::string_view::npos) return false;
    for (std::string_view word : {"fee", "Fee", "growth", "Growth"})
        if (key.find(word) != std::string_view::npos) return true;
    return false;
}

int64_t int_member(dom::element element, std::string_view key) {
    int64_t number;
    return element[key].get_int64().get(number) ? -1 : number;
}

}  // namespace

extern "C" {

csimdjson_decoder *csimdjson_create(size_t bytes_max) {
    auto *decoder = new (std::nothrow) csimdjson_decoder;
    if (decoder != nullptr) decoder->bytes_max = bytes_max;
    return decoder;
}

void csimdjson_destroy(csimdjson_decoder *decoder) { delete decoder; }

int32_t csimdjson_decode_canonical(const void *bytes, size_t length, csimdjson_frame *frame) {
    clear(frame);
    return canonical::decode(static_cast<const char *>(bytes), length, *frame);
}

void csimdjson_decode(
    csimdjson_decoder *decoder, const void *bytes, size_t length, csimdjson_frame *frame) {
    clear(frame);
    if (length > decoder->bytes_max || !reserve(*decoder, length)) {
        frame->detail = text_of("the frame is too long");
        return;
    }
    if (length > 0) std::memcpy(decoder->copy.get(), bytes, length);
    if (auto error = decode(*decoder, length, *frame)) {
        clear(frame);
        frame->detail = text_of(error_message(error));
    }
}

const char *csimdjson_perp_dexs(
    csimdjson_decoder *decoder, const void *bytes, size_t length, void *context,
    void (*dex)(void *context, csimdjson_text name),
    void (*cap)(void *context, csimdjson_text coin, csimdjson_text cap)) {
    if (length > decoder->bytes_max) return "the answer is too long";
    dom::array dexs;
    auto error = decoder->answers.parse(static_cast<const char *>(bytes), length).get_array().get(dexs);
    if (error) return error_message(error);
    for (dom::element item : dexs) {
        dex(context, text_member(item, "name"));
        dom::array caps;
        if (item["assetToStreamingOiCap"].get_array().get(caps)) continue;
        for (dom::element pair : caps) {
            std::string_view coin, limit;
            if (pair.at_pointer("/0").get_string().get(coin)) continue;
            if (pair.at_pointer("/1").get_string().get(limit)) continue;
            cap(context, text_of(coin), text_of(limit));
        }
    }
    return nullptr;
}

const char *csimdjson_meta(
    csimdjson_decoder *decoder, const void *bytes, size_t length, void *context,
    void (*market)(void *context, const csimdjson_market *market),
    void (*fee)(void *context, csimdjson_text key, csimdjson_text value)) {
    if (length > decoder->bytes_max) return "the answer is too long";
    dom::element root;
    auto error = decoder->answers.parse(static_cast<const char *>(bytes), length).get(root);
    if (error) return error_message(error);
    dom::array universe;
    if (root["universe"].get_array().get(universe)) return "there is no list `universe` in it";
    for (dom::element item : universe) {
        csimdjson_market listed;
        listed.name = text_member(item, "name");
        listed.size_decimals = int_member(item, "szDecimals");
        listed.max_leverage = int_member(item, "maxLeverage");
        bool is_delisted = false;
        listed.is_delisted = !item["isDelisted"].get_bool().get(is_delisted) && is_delisted;
        market(context, &listed);
        dom::object members;
        if (item.get_object().get(members)) continue;
        for (auto member : members) {
            if (!speaks_of_fees(member.key)) continue;
            std::string value = minify(member.value);
            fee(context, text_of(member.key), text_of(value));
        }
    }
    return nullptr;
}

}  // extern "C"
