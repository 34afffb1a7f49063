// What the work costs without HTTP: parse with simdjson, compute in float64, print with std::to_chars, in one thread of
// this process. Buffers are kept from one request to the next.
//
//     cpp-peer BODY      reads lines: "mse" and "cross_entropy" do the work once and print the nanoseconds that it took,
//                        "answer" prints the length of the last answer, and the answer
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <vector>

#include <simdjson.h>

namespace {

using simdjson::ondemand::array;
using simdjson::ondemand::document;
using simdjson::ondemand::parser;

class Writer {
public:
    explicit Writer(std::vector<char>& text) : text(text), end(text.data()) {}

    void put(char letter) {
        room(1);
        *end++ = letter;
    }

    void put(const char* letters) {
        room(std::strlen(letters));
        end = std::copy(letters, letters + std::strlen(letters), end);
    }

    template <typename Number>
    void put(Number number) {
        room(32);
        end = std::to_chars(end, end + 32, number).ptr;
    }

    void put(const float* row, size_t count) {
        put('[');
        for (size_t i = 0; i < count; i++) {
            if (i > 0) {
                put(',');
            }
            put(row[i]);
        }
        put(']');
    }

    size_t size() const {
        return end - text.data();
    }

private:
    void room(size_t count) {
        size_t used = size();
        if (text.size() - used < count) {
            text.resize(2 * text.size() + count);
            end = text.data() + used;
        }
    }

    std::vector<char>& text;
    char* end;
};

class Peer {
public:
    explicit Peer(const char* file) : body(simdjson::padded_string::load(file)) {}

    void mse() {
        document request = json.iterate(body);
        read(request["predictions"].get_array(), predictions);
        read(request["targets"].get_array(), targets);
        size_t count = predictions.size();
        if (targets.size() != count) {
            throw std::invalid_argument("shapes differ");
        }
        gradient.resize(count);
        double sum = 0;
        for (size_t i = 0; i < count; i++) {
            double residual = double(predictions[i]) - double(targets[i]);
            sum += residual * residual;
            gradient[i] = float(2 * residual / double(count));
        }
        Writer out = begin(float(sum / double(count)));
        out.put(gradient.data(), count);
        finish(out);
    }

    void cross_entropy() {
        document request = json.iterate(body);
        size_t rows = 0;
        predictions.clear();
        for (array row : request["predictions"].get_array()) {
            append(row, predictions);
            rows++;
        }
        read(request["targets"].get_array(), targets);
        size_t classes = predictions.size() / rows;
        if (targets.size() != rows || classes * rows != predictions.size()) {
            throw std::invalid_argument("shapes differ");
        }
        gradient.resize(predictions.size());
        exponentials.resize(classes);
        double sum = 0;
        for (size_t i = 0; i < rows; i++) {
            sum += row(&predictions[i * classes], classes, size_t(targets[i]), double(rows), &gradient[i * classes]);
        }
        Writer out = begin(float(sum / double(rows)));
        out.put('[');
        for (size_t i = 0; i < rows; i++) {
            if (i > 0) {
                out.put(',');
            }
            out.put(&gradient[i * classes], classes);
        }
        out.put(']');
        finish(out);
    }

    void print() const {
        std::printf("%zu\n", size);
        std::fwrite(text.data(), 1, size, stdout);
    }

private:
    double row(const float* logits, size_t classes, size_t target, double rows, float* slopes) {
        double highest = *std::max_element(logits, logits + classes);
        double total = 0;
        for (size_t c = 0; c < classes; c++) {
            exponentials[c] = std::exp(double(logits[c]) - highest);
            total += exponentials[c];
        }
        double scale = 1 / (total * rows);
        for (size_t c = 0; c < classes; c++) {
            slopes[c] = float(exponentials[c] * scale);
        }
        slopes[target] = float((exponentials[target] / total - 1) / rows);
        return std::log(total) - (double(logits[target]) - highest);
    }

    static void read(array numbers, std::vector<float>& into) {
        into.clear();
        append(numbers, into);
    }

    static void append(array numbers, std::vector<float>& into) {
        for (double number : numbers) {
            into.push_back(float(number));
        }
    }

    Writer begin(float loss) {
        Writer out(text);
        out.put("{\"loss\":");
        out.put(loss);
        out.put(",\"gradient\":");
        return out;
    }

    void finish(Writer& out) {
        out.put('}');
        size = out.size();
    }

    simdjson::padded_string body;
    parser json;
    std::vector<float> predictions, targets, gradient;
    std::vector<double> exponentials;
    std::vector<char> text = std::vector<char>(1 << 16);
    size_t size = 0;
};

}  // namespace

int main(int, char** arguments) {
    Peer peer(arguments[1]);
    for (std::string line; std::getline(std::cin, line);) {
        auto start = std::chrono::steady_clock::now();
        if (line == "mse") {
            peer.mse();
        } else if (line == "cross_entropy") {
            peer.cross_entropy();
        } else {
            peer.print();
            std::fflush(stdout);
            continue;
        }
        std::chrono::nanoseconds took = std::chrono::steady_clock::now() - start;
        std::printf("%lld\n", static_cast<long long>(took.count()));
        std::fflush(stdout);
    }
}
