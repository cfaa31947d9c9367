package org.gaspard.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.UnaryOp;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

    @Test
    void productsRun() {
        ProductBenchmark benchmark = new ProductBenchmark();
        benchmark.shape = "3x4x5";
        benchmark.setUp();
        benchmark.product();
        benchmark.leftTransposed();
        benchmark.rightTransposed();
    }

    @Test
    void convolutionsRun() {
        ConvolutionBenchmark benchmark = new ConvolutionBenchmark();
        benchmark.layer = "2,6,3,5,4,2,1";
        benchmark.setUp();
        benchmark.forward();
        benchmark.imageGradient();
        benchmark.weightGradient();
    }

    @Test
    void elementaryFunctionsRun() {
        ElementwiseBenchmark benchmark = new ElementwiseBenchmark();
        benchmark.function = UnaryOp.ERF;
        benchmark.dtype = DType.FLOAT64;
        benchmark.count = 20;
        benchmark.setUp();
        benchmark.apply();
    }

    @Test
    void jmhFindsThem() throws Exception {
        try (InputStream list = BenchmarksTest.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertThat(list).isNotNull();
            assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("ProductBenchmark", "ConvolutionBenchmark", "ElementwiseBenchmark", "GraphBenchmark");
        }
    }
}
